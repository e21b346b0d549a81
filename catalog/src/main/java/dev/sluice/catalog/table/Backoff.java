package dev.sluice.catalog.table;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again what another writer got in the way of: 5 ms doubling to 500
 * ms, full jitter. Thread-safe when its random generator is.
 */
final class Backoff {
  /** How often anything is tried in all: about three seconds. */
  static final int ATTEMPTS = 20;

  private static final long FIRST_NANOS = Duration.ofMillis(5).toNanos();
  private static final long LONGEST_NANOS = Duration.ofMillis(500).toNanos();

  private final RandomGenerator random;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** True when there is an attempt after this one, counted from 0. */
  boolean mayTryAgainAfter(int attempt) {
    return attempt < ATTEMPTS - 1;
  }

  void pause(int attempt) {
    long bound = Math.min(LONGEST_NANOS, FIRST_NANOS << Math.min(attempt, 10));
    LockSupport.parkNanos(random.nextLong(bound) + 1);
  }
}
