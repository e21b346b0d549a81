package dev.sluice.push.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Changes FLV files tag by tag, in ways no muxer would. */
public final class FlvTags {
  private static final int FILE_HEADER_BYTES = 9 + 4;
  private static final int FLAGS_OFFSET = 4;
  private static final int TAG_OVERHEAD_BYTES = 11 + 4;
  private static final int AAC_PACKET_TYPE_OFFSET = 11 + 1;
  private static final int AUDIO_TAG = 8;
  private static final int VIDEO_TAG = 9;

  private FlvTags() {}

  /** A copy with every timestamp moved on by this, modulo the bits a counter has. */
  public static Path shifted(Path flv, Path into, long millis, int bits) {
    ByteBuffer bytes = read(flv);
    for (int at = FILE_HEADER_BYTES;
        at < bytes.limit();
        at += bodySize(bytes, at) + TAG_OVERHEAD_BYTES) {
      long time = (bytes.getInt(at + 4) >>> 8) | (long) (bytes.get(at + 7) & 0xFF) << 24;
      long moved = (time + millis) & ((1L << bits) - 1);
      bytes.putInt(at + 4, (int) (moved << 8 | moved >> 24));
    }
    return write(into, bytes);
  }

  /** One stream that in its middle becomes another, as when an encoder changes its settings. */
  public static Path joined(Path first, Path second, Path into) {
    ByteBuffer one = read(first);
    ByteBuffer two = read(second).position(FILE_HEADER_BYTES);
    return write(
        into, ByteBuffer.allocate(one.remaining() + two.remaining()).put(one).put(two).flip());
  }

  /**
   * A copy whose header announces what it is told to, whatever follows, and that says nothing else
   * of itself (no onMetaData).
   *
   * @param announced 1 for pictures, 4 for sound, 5 for both
   * @param soundFromMillis sound before this is left out, but for its sequence header, which comes
   *     right before the first
   */
  public static Path announcing(Path flv, Path into, int announced, int soundFromMillis) {
    ByteBuffer in = read(flv);
    ByteBuffer out = ByteBuffer.allocate(in.limit());
    out.put(in.slice(0, FILE_HEADER_BYTES)).put(FLAGS_OFFSET, (byte) announced);
    ByteBuffer soundHeader = null;
    int end;
    for (int at = FILE_HEADER_BYTES; at < in.limit(); at = end) {
      end = at + bodySize(in, at) + TAG_OVERHEAD_BYTES;
      ByteBuffer tag = in.slice(at, end - at);
      int type = tag.get(0);
      if (type == AUDIO_TAG && tag.get(AAC_PACKET_TYPE_OFFSET) == 0) {
        soundHeader = tag;
      } else if (type == VIDEO_TAG) {
        out.put(tag);
      } else if (type == AUDIO_TAG && tag.getInt(4) >>> 8 >= soundFromMillis) {
        if (soundHeader != null) {
          out.put(soundHeader);
          soundHeader = null;
        }
        out.put(tag);
      }
    }
    return write(into, out.flip());
  }

  private static int bodySize(ByteBuffer bytes, int tag) {
    return bytes.getInt(tag) & 0xFFFFFF;
  }

  private static ByteBuffer read(Path file) {
    try {
      return ByteBuffer.wrap(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path write(Path file, ByteBuffer bytes) {
    try {
      byte[] all = new byte[bytes.remaining()];
      bytes.duplicate().get(all);
      return Files.write(file, all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
