package dev.sluice.local.demo.picture;

/** Digits as a clock radio shows them, so that the picture needs no font. */
final class SevenSegments {

  /** Height of a digit in pixels. */
  static final int HEIGHT = 60;

  /** From one character's left edge to the next one's. */
  static final int ADVANCE = 44;

  private static final int WIDTH = 32;
  private static final int STROKE = 6;

  /**
   * Bits from the lowest: top, upper left, upper right, middle, lower left, lower right, bottom.
   */
  private static final int[] DIGITS = {
    0b1110111, 0b0100100, 0b1011101, 0b1101101, 0b0101110, 0b1101011, 0b1111011, 0b0100101,
    0b1111111, 0b1101111,
  };

  /** Fills a rectangle. */
  @FunctionalInterface
  interface Brush {
    void fill(int left, int top, int width, int height);
  }

  private SevenSegments() {}

  /** Paints a digit, a colon or a point. */
  static void paint(char character, int left, int top, Brush brush) {
    int half = HEIGHT / 2;
    switch (character) {
      case ':' -> {
        brush.fill(left + WIDTH / 2, top + half / 2, STROKE, STROKE);
        brush.fill(left + WIDTH / 2, top + half + half / 2, STROKE, STROKE);
      }
      case '.' -> brush.fill(left + WIDTH / 2, top + HEIGHT - STROKE, STROKE, STROKE);
      default -> {
        int segments = DIGITS[character - '0'];
        for (int segment = 0; segment < 7; segment++) {
          if ((segments >>> segment & 1) == 1) {
            paintSegment(segment, left, top, brush);
          }
        }
      }
    }
  }

  private static void paintSegment(int segment, int left, int top, Brush brush) {
    int half = HEIGHT / 2;
    int right = left + WIDTH - STROKE;
    switch (segment) {
      case 0 -> brush.fill(left, top, WIDTH, STROKE);
      case 1 -> brush.fill(left, top, STROKE, half);
      case 2 -> brush.fill(right, top, STROKE, half);
      case 3 -> brush.fill(left, top + half - STROKE / 2 - 1, WIDTH, STROKE);
      case 4 -> brush.fill(left, top + half, STROKE, half);
      case 5 -> brush.fill(right, top + half, STROKE, half);
      default -> brush.fill(left, top + HEIGHT - STROKE, WIDTH, STROKE);
    }
  }
}
