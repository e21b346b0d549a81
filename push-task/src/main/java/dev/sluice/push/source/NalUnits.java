package dev.sluice.push.source;

import java.nio.ByteBuffer;

/** NAL units one after the other, as in MPEG-TS (ITU-T H.264 and H.265, annex B). */
final class NalUnits {
  private static final int START_CODE_BYTES = 3;

  private NalUnits() {}

  /**
   * The same units, each behind a start code of four bytes and without the zeros that may follow
   * it: equal parameter sets are then equal bytes, wherever in the stream they stood.
   */
  static ByteBuffer rejoined(ByteBuffer annexB) {
    // A start code of three bytes becomes one of four.
    ByteBuffer out = ByteBuffer.allocate(annexB.remaining() * 4 / 3 + 1);
    int at = nextStartCode(annexB, annexB.position());
    while (at < annexB.limit()) {
      int begin = at + START_CODE_BYTES;
      int next = nextStartCode(annexB, begin);
      int end = next;
      while (end > begin && annexB.get(end - 1) == 0) {
        end--;
      }
      if (end > begin) {
        out.putInt(1).put(annexB.slice(begin, end - begin));
      }
      at = next;
    }
    return out.flip();
  }

  private static int nextStartCode(ByteBuffer bytes, int from) {
    for (int i = from; i + START_CODE_BYTES <= bytes.limit(); i++) {
      if (bytes.get(i) == 0 && bytes.get(i + 1) == 0 && bytes.get(i + 2) == 1) {
        return i;
      }
    }
    return bytes.limit();
  }
}
