package dev.sluice.push.source;

import java.time.Duration;

/** Pauses between openings: doubling from the first to the longest. Not thread-safe. */
final class RetryPause {
  private final Duration first;
  private final Duration longest;
  private Duration next;

  RetryPause(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
    next = first;
  }

  Duration next() {
    Duration now = next;
    Duration doubled = now.multipliedBy(2);
    next = doubled.compareTo(longest) < 0 ? doubled : longest;
    return now;
  }

  void reset() {
    next = first;
  }
}
