package dev.sluice.wire.rtmp;

import org.junit.jupiter.api.Assumptions;

/** Programs by others that a test needs: skipped without them, but not where {@code CI} is set. */
final class PeerProgram {
  private PeerProgram() {}

  static void missing(String what) {
    if (System.getenv("CI") != null) {
      throw new AssertionError("CI must have " + what);
    }
    System.out.println("Skipped: this machine lacks " + what);
    Assumptions.abort("this machine lacks " + what);
  }
}
