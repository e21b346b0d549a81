package dev.sluice.local.cli;

import dev.sluice.local.task.TaskKind;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;

/**
 * Reads the words after {@code ./sluice}. What it is made of needs nothing but the JDK: see {@link
 * CommandLineCheck}.
 */
public final class CommandLine {

  /** The fewest seconds in which the demo can switch a target off and on and prove it. */
  public static final int MIN_DEMO_SECONDS = 15;

  /** A day, after which a demo without an end of its own ends as well. */
  public static final int MAX_DEMO_SECONDS = 86_400;

  private static final int DEFAULT_PORT = 8080;
  private static final int DEFAULT_RTMP_PORT = 1935;
  private static final int MAX_PORT = 65_535;

  private CommandLine() {}

  /**
   * Reads the words.
   *
   * @param home the project's folder, in which the default data folder lies
   * @throws StartException if they make no sense
   */
  public static Command parse(List<String> words, Path home) throws StartException {
    if (words.isEmpty()) {
      throw new StartException("which command?" + seeHelp());
    }
    Iterator<String> rest = words.subList(1, words.size()).iterator();
    return switch (words.getFirst()) {
      case "up" -> up(rest, home);
      case "demo" -> demo(rest);
      default -> throw new StartException("no such command: " + words.getFirst() + seeHelp());
    };
  }

  private static Command up(Iterator<String> words, Path home) throws StartException {
    int port = DEFAULT_PORT;
    int rtmpPort = DEFAULT_RTMP_PORT;
    Path data = home.resolve(".sluice");
    TaskKind tasks = TaskKind.PROCESS;
    boolean aws = false;
    boolean json = false;
    while (words.hasNext()) {
      String word = words.next();
      switch (option(word)) {
        case "--port" -> port = number(word, words, 0, MAX_PORT);
        case "--rtmp-port" -> rtmpPort = number(word, words, 0, MAX_PORT);
        case "--data" -> data = path(word, words);
        case "--tasks" -> tasks = taskKind(word, words);
        case "--aws" -> aws = flag(word);
        case "--json" -> json = flag(word);
        default -> throw new StartException("up knows no " + word + seeHelp());
      }
    }
    return new Command.Up(port, rtmpPort, data, tasks, aws, json);
  }

  private static Command demo(Iterator<String> words) throws StartException {
    OptionalInt seconds = OptionalInt.empty();
    boolean json = false;
    while (words.hasNext()) {
      String word = words.next();
      switch (option(word)) {
        case "--seconds" ->
            seconds = OptionalInt.of(number(word, words, MIN_DEMO_SECONDS, MAX_DEMO_SECONDS));
        case "--json" -> json = flag(word);
        default -> throw new StartException("demo knows no " + word + seeHelp());
      }
    }
    return new Command.Demo(seconds, json);
  }

  /** The option's name, of {@code --name} and {@code --name=value} alike. */
  private static String option(String word) {
    int equals = word.indexOf('=');
    return equals < 0 ? word : word.substring(0, equals);
  }

  private static boolean flag(String word) throws StartException {
    if (word.contains("=")) {
      throw new StartException(option(word) + " takes no value" + seeHelp());
    }
    return true;
  }

  private static String value(String word, Iterator<String> words) throws StartException {
    int equals = word.indexOf('=');
    if (equals >= 0) {
      return word.substring(equals + 1);
    }
    if (!words.hasNext()) {
      throw new StartException(word + " needs a value" + seeHelp());
    }
    return words.next();
  }

  private static int number(String word, Iterator<String> words, int least, int most)
      throws StartException {
    String value = value(word, words);
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number out of range.
    }
    throw new StartException(
        "%s takes a number from %d to %d, not %s".formatted(option(word), least, most, value));
  }

  private static TaskKind taskKind(String word, Iterator<String> words) throws StartException {
    String value = value(word, words);
    for (TaskKind kind : TaskKind.values()) {
      if (kind.toString().equals(value)) {
        return kind;
      }
    }
    throw new StartException("--tasks takes process or docker, not " + value);
  }

  private static Path path(String word, Iterator<String> words) throws StartException {
    String value = value(word, words);
    try {
      return Path.of(value).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new StartException(value + " is no path", e);
    }
  }

  private static String seeHelp() {
    return "; see ./sluice --help";
  }
}
