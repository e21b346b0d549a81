package dev.sluice.local.demo.picture;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A frame's number as a row of black and white blocks, which survives any codec, and as the hash
 * that a receiver's ffmpeg prints of that row once it has made the blocks single black and white
 * pixels again.
 */
public final class FrameCode {

  /** Blocks in the row, one for each bit, the highest first. */
  public static final int BITS = 32;

  /** Edge of a block in pixels. */
  public static final int BLOCK = 16;

  /** Left edge of the row. */
  public static final int LEFT = (TestPicture.WIDTH - BITS * BLOCK) / 2;

  /** Upper edge of the row. */
  public static final int TOP = TestPicture.HEIGHT - 2 * BLOCK;

  /** The ffmpeg filter chain from a frame of the picture to the row's 32 grey bytes, 0 or 255. */
  public static final String FILTER =
      "crop=%d:%d:%d:%d,format=gray,scale=%d:1:flags=area,lut=y='if(gt(val,127),255,0)'"
          .formatted(BITS * BLOCK, BLOCK, LEFT, TOP, BITS);

  private FrameCode() {}

  /** Whether the block at this place, from the left, is white. */
  static boolean isWhite(int number, int block) {
    return (number >>> (BITS - 1 - block) & 1) == 1;
  }

  /** The MD5 in hex of the row's 32 bytes, as ffmpeg's {@code framemd5} prints it. */
  public static String hash(int number) {
    byte[] row = new byte[BITS];
    for (int block = 0; block < BITS; block++) {
      row[block] = (byte) (isWhite(number, block) ? 255 : 0);
    }
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(row));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has MD5", e);
    }
  }
}
