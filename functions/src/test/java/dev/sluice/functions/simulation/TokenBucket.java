package dev.sluice.functions.simulation;

import java.time.Duration;
import java.time.Instant;

/** A rate limit as AWS has them: so many at once, so many a second for long. */
final class TokenBucket {
  private final double capacity;
  private final double perSecond;
  private double tokens;
  private Instant filledAt;

  TokenBucket(int capacity, int perSecond, Instant now) {
    this.capacity = capacity;
    this.perSecond = perSecond;
    this.tokens = capacity;
    this.filledAt = now;
  }

  /** Takes one, unless there is none. */
  boolean take(Instant now) {
    double seconds = Duration.between(filledAt, now).toNanos() / 1e9;
    tokens = Math.min(capacity, tokens + seconds * perSecond);
    filledAt = now;
    if (tokens < 1) {
      return false;
    }
    tokens -= 1;
    return true;
  }
}
