package dev.sluice.wire.rtmp;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Our pings, told apart by their numbers. An answer counts as long as no more than {@value #KEPT}
 * pings followed: behind full buffers it may come after the next question.
 */
final class Pings {
  private static final int KEPT = 16;

  private final LongSupplier nanoClock;
  private final long[] sentNanos = new long[KEPT];
  private int asked;
  private int answered;

  Pings(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** The number to send with a new ping. */
  int next() {
    asked++;
    sentNanos[asked % KEPT] = nanoClock.getAsLong();
    return asked;
  }

  /** The round trip, when this answers a ping of ours that is newer than those answered. */
  Optional<Duration> answered(int number) {
    if (number <= answered || number > asked || number <= asked - KEPT) {
      return Optional.empty();
    }
    answered = number;
    return Optional.of(Duration.ofNanos(nanoClock.getAsLong() - sentNanos[number % KEPT]));
  }
}
