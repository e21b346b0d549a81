package dev.sluice.local.demo.picture;

import java.util.Arrays;

/**
 * Paints the demo's picture: colour bars, a box that wanders, a running clock, and the frame's
 * number as a {@link FrameCode}. Planar YUV 4:2:0, limited range. Not thread-safe.
 */
public final class TestPicture {

  public static final int WIDTH = 640;
  public static final int HEIGHT = 360;
  public static final int FRAMES_PER_SECOND = 25;

  /** Milliseconds from one frame to the next. */
  public static final int FRAME_MILLIS = 1000 / FRAMES_PER_SECOND;

  private static final int BLACK = 16;
  private static final int WHITE = 235;

  /** Y, U, V of 75 % colour bars: white, yellow, cyan, green, magenta, red, blue. */
  private static final int[][] BARS = {
    {180, 128, 128},
    {162, 44, 142},
    {131, 156, 44},
    {112, 72, 58},
    {84, 184, 198},
    {65, 100, 212},
    {35, 212, 114},
  };

  private static final int LUMA = WIDTH * HEIGHT;
  private static final int CHROMA = LUMA / 4;
  private static final int BOX = 40;

  private final byte[] background = new byte[LUMA + 2 * CHROMA];
  private final byte[] frame = new byte[background.length];

  /** Paints what stays the same. */
  public TestPicture() {
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        background[y * WIDTH + x] = (byte) bar(x)[0];
      }
    }
    for (int y = 0; y < HEIGHT / 2; y++) {
      for (int x = 0; x < WIDTH / 2; x++) {
        int at = LUMA + y * WIDTH / 2 + x;
        background[at] = (byte) bar(2 * x)[1];
        background[at + CHROMA] = (byte) bar(2 * x)[2];
      }
    }
  }

  /** The frame of this number; the array is reused by the next call. */
  public byte[] paint(int number) {
    System.arraycopy(background, 0, frame, 0, frame.length);
    int path = (WIDTH - BOX) * 2;
    int way = number * 4 % path;
    fill(Math.min(way, path - way), 40, BOX, BOX, WHITE);
    paintClock(number);
    paintCode(number);
    return frame;
  }

  private void paintClock(int number) {
    long millis = (long) number * FRAME_MILLIS;
    String time =
        "%02d:%02d:%02d.%03d"
            .formatted(millis / 3_600_000, millis / 60_000 % 60, millis / 1000 % 60, millis % 1000);
    int width = time.length() * SevenSegments.ADVANCE;
    int left = (WIDTH - width) / 2;
    fill(left - 16, 140, width + 32, SevenSegments.HEIGHT + 32, BLACK);
    for (int i = 0; i < time.length(); i++) {
      SevenSegments.paint(
          time.charAt(i),
          left + i * SevenSegments.ADVANCE,
          156,
          (x, y, w, h) -> fill(x, y, w, h, WHITE));
    }
  }

  private void paintCode(int number) {
    int edge = FrameCode.BLOCK;
    fill(FrameCode.LEFT - edge, FrameCode.TOP - edge, (FrameCode.BITS + 2) * edge, 3 * edge, BLACK);
    for (int block = 0; block < FrameCode.BITS; block++) {
      if (FrameCode.isWhite(number, block)) {
        fill(FrameCode.LEFT + block * edge, FrameCode.TOP, edge, edge, WHITE);
      }
    }
  }

  /** Fills a rectangle with a grey; its edges lie on even pixels. */
  private void fill(int left, int top, int width, int height, int luma) {
    for (int y = top; y < top + height; y++) {
      Arrays.fill(frame, y * WIDTH + left, y * WIDTH + left + width, (byte) luma);
    }
    for (int y = top / 2; y < (top + height) / 2; y++) {
      int from = LUMA + y * WIDTH / 2 + left / 2;
      Arrays.fill(frame, from, from + width / 2, (byte) 128);
      Arrays.fill(frame, from + CHROMA, from + CHROMA + width / 2, (byte) 128);
    }
  }

  private static int[] bar(int x) {
    return BARS[x * BARS.length / WIDTH];
  }
}
