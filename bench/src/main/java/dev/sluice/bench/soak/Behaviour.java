package dev.sluice.bench.soak;

/** What a {@link Receiver} does to its publisher. */
enum Behaviour {
  GOOD,
  /** Refuses the next publishers; breaks the connection there is. */
  REFUSES,
  /** Resets the connection there is. */
  BREAKS_OFF,
  /** Reads no more, and says no more. */
  FREEZES,
  /** Reads a tenth of the stream. */
  READS_SLOWLY;

  /** The next in turn. */
  Behaviour next() {
    return switch (this) {
      case GOOD -> REFUSES;
      case REFUSES -> BREAKS_OFF;
      case BREAKS_OFF -> FREEZES;
      case FREEZES -> READS_SLOWLY;
      case READS_SLOWLY -> GOOD;
    };
  }
}
