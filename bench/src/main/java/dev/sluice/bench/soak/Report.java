package dev.sluice.bench.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What came of it.
 *
 * @param head what was run
 * @param trends of the figures
 * @param faults one line for each thing that must not be; empty when all is well
 */
record Report(String head, List<Trend> trends, List<String> faults) {
  Report {
    List<String> all = new ArrayList<>(faults);
    trends.stream()
        .filter(trend -> !trend.isFlat())
        .map(
            trend ->
                String.format(
                    Locale.ROOT,
                    "%s grew by %.1f, where %.1f is allowed",
                    trend.name(),
                    trend.last() - trend.first(),
                    trend.allowed()))
        .forEach(all::add);
    faults = List.copyOf(all);
    trends = List.copyOf(trends);
  }

  boolean passed() {
    return faults.isEmpty();
  }

  String markdown() {
    StringBuilder text = new StringBuilder(head).append("\n\n");
    text.append("| | least, first quarter | least, last quarter | most | allowed | |\n");
    text.append("| --- | --- | --- | --- | --- | --- |\n");
    trends.forEach(trend -> text.append(trend.row()).append('\n'));
    text.append('\n');
    faults.forEach(fault -> text.append("FAILED: ").append(fault).append('\n'));
    return text.append(passed() ? "passed\n" : "").toString();
  }
}
