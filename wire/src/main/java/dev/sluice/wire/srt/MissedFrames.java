package dev.sluice.wire.srt;

/**
 * Counts the frames of which at least one packet was missed, each once. Told of every packet, in
 * the order in which they were sent.
 */
final class MissedFrames {
  private boolean counted;
  private long count;

  /** What a packet carries of frames, in a byte. */
  static byte mark(boolean goesOn, int begun) {
    return (byte) (begun << 1 | (goesOn ? 1 : 0));
  }

  /**
   * The next packet.
   *
   * @param mark of what it carries
   */
  void packet(byte mark, boolean missed) {
    int begun = mark >> 1;
    boolean goesOn = (mark & 1) != 0;
    if (goesOn && missed && !counted) {
      counted = true;
      count++;
    }
    if (begun > 0) {
      counted = missed;
      count += missed ? begun : 0;
    }
  }

  long count() {
    return count;
  }
}
