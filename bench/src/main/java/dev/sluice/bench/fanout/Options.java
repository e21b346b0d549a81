package dev.sluice.bench.fanout;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The command line.
 *
 * @param home the project's folder
 * @param window how long a contender's CPU is counted
 * @param contenders their names
 * @param together whether those of a round run at the same time, and not in turns
 */
record Options(
    Path home,
    int rounds,
    Duration window,
    List<Scenario> scenarios,
    Set<String> contenders,
    boolean together) {
  private static final Set<String> CONTENDERS = Set.of("sluice", "tee", "nginx-rtmp");

  static Options parse(List<String> words) {
    Path home = Path.of(System.getProperty("sluice.home", "."));
    int rounds = 3;
    Duration window = Duration.ofSeconds(10);
    List<Scenario> scenarios = Scenario.ALL;
    Set<String> contenders = CONTENDERS;
    boolean together = false;
    Iterator<String> left = words.iterator();
    while (left.hasNext()) {
      String name = left.next();
      switch (name) {
        case "--rounds" -> rounds = number(name, value(left), 100);
        case "--seconds" -> window = Duration.ofSeconds(number(name, value(left), 3_600));
        case "--only" -> scenarios = only(value(left));
        case "--contenders" -> contenders = contenders(value(left));
        case "--together" -> together = true;
        default -> throw new IllegalArgumentException("no such option: " + name);
      }
    }
    return new Options(home, rounds, window, scenarios, contenders, together);
  }

  private static String value(Iterator<String> left) {
    return left.hasNext() ? left.next() : "";
  }

  private static List<Scenario> only(String name) {
    List<Scenario> found =
        Scenario.ALL.stream().filter(one -> one.name().equalsIgnoreCase(name)).toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "--only is one of "
              + Scenario.ALL.stream().map(Scenario::name).collect(Collectors.joining(", ")));
    }
    return found;
  }

  private static Set<String> contenders(String names) {
    List<String> wanted = List.of(names.split(","));
    if (!CONTENDERS.containsAll(wanted)) {
      throw new IllegalArgumentException("--contenders are of sluice, tee, nginx-rtmp");
    }
    return Set.copyOf(wanted);
  }

  private static int number(String name, String value, int most) {
    try {
      int number = Integer.parseInt(value);
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // As one that is out of range.
    }
    throw new IllegalArgumentException(name + " is a number from 1 to " + most);
  }
}
