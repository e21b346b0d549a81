package dev.sluice.bench.soak;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Whether a figure stayed flat: the least of the last quarter of its samples beside the least of
 * the first, both after the warm-up. The least, since a target that lags holds memory for as long
 * as it lags; what is leaked is there all the time.
 *
 * @param allowed how much the last may be above the first
 */
record Trend(String name, double first, double last, double most, double allowed) {
  /** The fewest samples that can be judged. */
  static final int LEAST_SAMPLES = 8;

  /**
   * Of samples after the warm-up.
   *
   * @param atLeast allowed in any case
   * @param part of the first that is allowed where that is more
   */
  static Trend of(
      String name,
      List<Sample> samples,
      ToDoubleFunction<Sample> figure,
      double atLeast,
      double part) {
    double[] all = samples.stream().mapToDouble(figure).toArray();
    if (all.length < LEAST_SAMPLES) {
      throw new IllegalArgumentException("too few samples: " + all.length);
    }
    int quarter = all.length / 4;
    double first = least(all, 0, quarter);
    double last = least(all, all.length - quarter, all.length);
    double most = Arrays.stream(all).max().orElseThrow();
    return new Trend(name, first, last, most, Math.max(atLeast, part * first));
  }

  boolean isFlat() {
    return last - first <= allowed;
  }

  String row() {
    return String.format(
        Locale.ROOT,
        "| %s | %.1f | %.1f | %.1f | +%.1f | %s |",
        name,
        first,
        last,
        most,
        allowed,
        isFlat() ? "flat" : "GROWS");
  }

  private static double least(double[] all, int from, int to) {
    return Arrays.stream(all, from, to).min().orElseThrow();
  }
}
