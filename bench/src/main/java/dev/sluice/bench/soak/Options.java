package dev.sluice.bench.soak;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The command line.
 *
 * @param home the project's folder
 * @param length of the whole
 * @param targets of all kinds together
 */
record Options(Path home, Duration length, int targets) {
  Options {
    if (length.toMinutes() < 2 || length.toMinutes() > 10_080) {
      throw new IllegalArgumentException("--minutes is a number from 2 to 10080");
    }
    if (targets < 5 || targets > 100) {
      throw new IllegalArgumentException("--targets is a number from 5 to 100");
    }
  }

  static Options parse(List<String> words) {
    Path home = Path.of(System.getProperty("sluice.home", "."));
    Duration length = Duration.ofMinutes(60);
    int targets = 20;
    for (int i = 0; i < words.size(); i += 2) {
      String name = words.get(i);
      int value = number(name, i + 1 < words.size() ? words.get(i + 1) : "");
      switch (name) {
        case "--minutes" -> length = Duration.ofMinutes(value);
        case "--targets" -> targets = value;
        default -> throw new IllegalArgumentException("no such option: " + name);
      }
    }
    return new Options(home, length, targets);
  }

  /** What comes before it does not count: code is compiled, and buffers grow to what they need. */
  Duration warmUp() {
    Duration third = length.dividedBy(3);
    Duration most = Duration.ofMinutes(10);
    return third.compareTo(most) < 0 ? third : most;
  }

  /** Between two measurements: a hundred and twenty in all, five seconds apart at least. */
  Duration interval() {
    Duration part = length.dividedBy(120);
    Duration least = Duration.ofSeconds(5);
    return part.compareTo(least) < 0 ? least : part;
  }

  /**
   * How much resident memory may grow, in megabytes. In a short run the compilers are not done when
   * the figures begin to count; a leak of every frame or connection is still far above this.
   */
  double residentAllowance() {
    return length.toMinutes() < 15 ? 24 : 8;
  }

  private static int number(String name, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " needs a number", e);
    }
  }
}
