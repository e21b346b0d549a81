package dev.sluice.bench.fanout;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The command line.
 *
 * @param home the project's folder
 * @param window how long a contender's CPU is counted
 * @param contenders their names
 */
record Options(
    Path home, int rounds, Duration window, List<Scenario> scenarios, Set<String> contenders) {
  private static final String USAGE =
      "usage: bench/fanout [--rounds N (3)] [--seconds N (10)] [--only RTMPx50] [--contenders"
          + " sluice,tee,nginx-rtmp]";

  static Options parse(List<String> words) {
    Options options =
        new Options(
            Path.of(System.getProperty("sluice.home", ".")),
            3,
            Duration.ofSeconds(10),
            Scenario.ALL,
            Set.of("sluice", "tee", "nginx-rtmp"));
    if (words.size() % 2 != 0) {
      throw new IllegalArgumentException(USAGE);
    }
    for (int i = 0; i < words.size(); i += 2) {
      options = options.with(words.get(i), words.get(i + 1));
    }
    return options;
  }

  private Options with(String name, String value) {
    return switch (name) {
      case "--rounds" -> new Options(home, Integer.parseInt(value), window, scenarios, contenders);
      case "--seconds" ->
          new Options(
              home, rounds, Duration.ofSeconds(Long.parseLong(value)), scenarios, contenders);
      case "--only" -> new Options(home, rounds, window, only(value), contenders);
      case "--contenders" -> new Options(home, rounds, window, scenarios, Set.of(value.split(",")));
      default -> throw new IllegalArgumentException(USAGE);
    };
  }

  private static List<Scenario> only(String name) {
    List<Scenario> found =
        Scenario.ALL.stream()
            .filter(s -> (s.protocol() + "x" + s.targets()).equalsIgnoreCase(name))
            .toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException("no such scenario: " + name + "\n" + USAGE);
    }
    return found;
  }
}
