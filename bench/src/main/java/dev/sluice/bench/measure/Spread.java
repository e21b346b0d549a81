package dev.sluice.bench.measure;

import java.util.List;
import java.util.Locale;

/** A figure over several rounds. */
public record Spread(double median, double lowest, double highest) {
  public static Spread of(List<Double> values) {
    double[] sorted =
        values.stream().mapToDouble(v -> v).filter(v -> !Double.isNaN(v)).sorted().toArray();
    if (sorted.length == 0) {
      return new Spread(Double.NaN, Double.NaN, Double.NaN);
    }
    return new Spread(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
  }

  /** "median (lowest-highest)", or a dash without a figure. */
  public String text(int decimals) {
    if (Double.isNaN(median)) {
      return "-";
    }
    String one = "%." + decimals + "f";
    return String.format(Locale.ROOT, one + " (" + one + "-" + one + ")", median, lowest, highest);
  }
}
