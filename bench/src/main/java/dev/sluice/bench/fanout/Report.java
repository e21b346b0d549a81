package dev.sluice.bench.fanout;

import dev.sluice.bench.measure.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Collects figures and writes them as Markdown: medians, spread, and the ratios between contenders
 * of the same round.
 */
final class Report {
  private final Map<Scenario, Map<String, List<Figures>>> all = new LinkedHashMap<>();

  void add(Scenario scenario, String contender, Figures figures) {
    all.computeIfAbsent(scenario, s -> new LinkedHashMap<>())
        .computeIfAbsent(contender, c -> new ArrayList<>())
        .add(figures);
  }

  String markdown() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        | targets | contender | CPU, ms/s | beside sluice | memory, MB | first media, ms | added latency p50, ms | p99, ms | of sound, p99 | sends/s |
        | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
        """);
    all.forEach(
        (scenario, contenders) ->
            contenders.forEach(
                (name, rounds) -> text.append(row(scenario, name, rounds, contenders))));
    return text.toString();
  }

  private static String row(
      Scenario scenario, String name, List<Figures> rounds, Map<String, List<Figures>> all) {
    List<Figures> sluice = all.getOrDefault("sluice", List.of());
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < Math.min(sluice.size(), rounds.size()); i++) {
      ratios.add(sluice.get(i).cpuMillisPerSecond() / rounds.get(i).cpuMillisPerSecond());
    }
    String ratio = name.equals("sluice") ? "" : "sluice is " + Spread.of(ratios).text(2) + "x";
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |%n",
        scenario,
        name,
        spread(rounds, Figures::cpuMillisPerSecond, 1),
        ratio,
        spread(rounds, Figures::megabytes, 0),
        spread(rounds, Figures::firstMediaMillis, 0),
        spread(rounds, Figures::p50Millis, 2),
        spread(rounds, Figures::p99Millis, 2),
        spread(rounds, Figures::soundP99Millis, 2),
        spread(rounds, Figures::sendsPerSecond, 0));
  }

  private static String spread(List<Figures> rounds, ToDoubleFunction<Figures> what, int decimals) {
    return Spread.of(rounds.stream().map(what::applyAsDouble).toList()).text(decimals);
  }
}
