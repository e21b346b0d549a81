package dev.sluice.wire.rtmp;

/**
 * Counts bytes both ways: when we owe the peer an acknowledgement, and what the peer's add up to.
 */
final class Acknowledgements {
  private int window;
  private long receivedBytes;
  private long toldBytes;
  private long acknowledgedBytes;

  Acknowledgements(int window) {
    this.window = window;
  }

  /** The peer's wish for acknowledgements; one that is not positive is passed over. */
  void window(int bytes) {
    if (bytes > 0) {
      window = bytes;
    }
  }

  /** Counts bytes received. */
  void received(int bytes) {
    receivedBytes += bytes;
  }

  /** True when a window has gone by since the last acknowledgement. */
  boolean isDue() {
    return receivedBytes - toldBytes >= window;
  }

  /** The total to acknowledge. */
  long tell() {
    toldBytes = receivedBytes;
    return receivedBytes;
  }

  /**
   * Takes the peer's 32-bit count and returns it without its wraps. A count that falls back is
   * passed over.
   */
  long acknowledged(int sequence) {
    int step = sequence - (int) acknowledgedBytes;
    if (step > 0) {
      acknowledgedBytes += step;
    }
    return acknowledgedBytes;
  }
}
