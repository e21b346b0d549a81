package dev.sluice.local.queue;

import java.time.Duration;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/**
 * An event in a queue, hidden until its time.
 *
 * @param receives how often it will have been handed out once it is taken
 * @param visibleAtNanos by {@link System#nanoTime}
 */
record QueuedEvent(String id, String body, int receives, long visibleAtNanos) implements Delayed {

  static QueuedEvent first(String id, String body) {
    return new QueuedEvent(id, body, 1, System.nanoTime());
  }

  QueuedEvent again(Duration after) {
    return new QueuedEvent(id, body, receives + 1, System.nanoTime() + after.toNanos());
  }

  @Override
  public long getDelay(TimeUnit unit) {
    return unit.convert(visibleAtNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  @Override
  public int compareTo(Delayed other) {
    return Long.signum(visibleAtNanos - ((QueuedEvent) other).visibleAtNanos);
  }
}
