package dev.sluice.wire.rtmp;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Our pings: one is out at a time, told from earlier ones by its number. */
final class Pings {
  private final LongSupplier nanoClock;
  private int number;
  private boolean waiting;
  private long sentNanos;

  Pings(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** The number to send with a new ping. */
  int next() {
    waiting = true;
    sentNanos = nanoClock.getAsLong();
    return ++number;
  }

  /** The round trip, when this answers the last ping. */
  Optional<Duration> answered(int answeredNumber) {
    if (!waiting || answeredNumber != number) {
      return Optional.empty();
    }
    waiting = false;
    return Optional.of(Duration.ofNanos(nanoClock.getAsLong() - sentNanos));
  }
}
