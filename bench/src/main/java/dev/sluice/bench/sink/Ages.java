package dev.sluice.bench.sink;

import java.util.Arrays;

/** How old frames were when they arrived. Added to by one thread, read after the measuring. */
final class Ages {
  private static final int MOST_FRAMES = 200_000;

  private final long[] nanos = new long[MOST_FRAMES];
  private volatile int count;

  void add(long ageNanos) {
    int n = count;
    if (n < MOST_FRAMES) {
      nanos[n] = ageNanos;
      count = n + 1;
    }
  }

  /** The age in milliseconds below which this part of all frames arrived; NaN without frames. */
  double millisAt(double part) {
    int n = count;
    if (n == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(nanos, n);
    Arrays.sort(sorted);
    return sorted[Math.min(n - 1, (int) (part * n))] / 1e6;
  }
}
