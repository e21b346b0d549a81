package dev.sluice.push.engine;

import dev.sluice.catalog.status.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.random.RandomGenerator;

/**
 * When a push may try again: 1 s doubling to 30 s with full jitter, at least 15 s for a target that
 * is busy, and at most ten attempts in any minute but for those that a user asks for. Pure but for
 * the randomness handed in.
 */
final class Backoff {
  static final Duration FIRST = Duration.ofSeconds(1);
  static final Duration MOST = Duration.ofSeconds(30);
  static final Duration BUSY = Duration.ofSeconds(15);
  static final int ATTEMPTS_PER_MINUTE = 10;

  /** Jitter down to nothing would knock twice at once. */
  private static final Duration FLOOR = Duration.ofMillis(200);

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int MOST_DOUBLINGS = 5;

  private final RandomGenerator random;
  private final ArrayDeque<Instant> attempts = new ArrayDeque<>();

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /**
   * When the next attempt is due.
   *
   * @param failures in a row, from 1
   * @param reason of the latest
   */
  Instant next(Instant now, int failures, Reason reason) {
    int doublings = Math.min(Math.max(failures, 1) - 1, MOST_DOUBLINGS);
    long ceiling = Math.min(FIRST.toMillis() << doublings, MOST.toMillis());
    Duration floor = reason == Reason.TARGET_BUSY ? BUSY : FLOOR;
    Duration wait = floor.plusMillis(random.nextLong(Math.max(1, ceiling - FLOOR.toMillis())));
    Instant due = now.plus(wait);
    Instant free = freeAt(now);
    return due.isBefore(free) ? free : due;
  }

  /**
   * When an attempt may be made at the earliest: {@code now}, or when the minute's tenth is past.
   */
  Instant freeAt(Instant now) {
    while (!attempts.isEmpty() && !attempts.peekFirst().plus(MINUTE).isAfter(now)) {
      attempts.removeFirst();
    }
    if (attempts.size() < ATTEMPTS_PER_MINUTE) {
      return now;
    }
    // A user's own attempts may be more than ten: the tenth from the end is the one to wait for.
    return attempts.stream()
        .skip(attempts.size() - ATTEMPTS_PER_MINUTE)
        .findFirst()
        .orElse(now)
        .plus(MINUTE);
  }

  /** An attempt is made. */
  void attempted(Instant now) {
    attempts.addLast(now);
  }

  /** What was attempted elsewhere, or before the push was switched off, counts no more. */
  void forget() {
    attempts.clear();
  }
}
