package dev.sluice.push.ffmpeg;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many native objects of this package are alive: each owner counts itself in and out, so that a
 * test can tell a leak from a late garbage collection. Thread-safe.
 */
public final class NativeCount {
  private static final AtomicInteger LIVE = new AtomicInteger();

  private NativeCount() {}

  public static int live() {
    return LIVE.get();
  }

  static void created() {
    LIVE.incrementAndGet();
  }

  static void freed() {
    LIVE.decrementAndGet();
  }
}
