package dev.sluice.functions.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How {@code template.yaml} lets live events reach their function.
 *
 * @param concurrency how many batches are worked on at once
 * @param visibility how long a message that failed stays away
 * @param receives after how many tries it goes to the dead letters
 */
record QueueSettings(
    int batch, int concurrency, Duration visibility, int receives, Duration timeout) {
  static QueueSettings read() {
    try {
      String template = Files.readString(Path.of("..", "template.yaml"));
      String queue = section(template, "LiveQueue");
      String function = section(template, "LiveFunction");
      return new QueueSettings(
          number(function, "BatchSize"),
          number(function, "MaximumConcurrency"),
          Duration.ofSeconds(number(queue, "VisibilityTimeout")),
          number(queue, "maxReceiveCount"),
          Duration.ofSeconds(number(section(template, "Function"), "Timeout")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String section(String template, String name) {
    return find(template, "(?ms)^  " + name + ":$(.*?)(?=^ {0,2}\\w)");
  }

  private static int number(String section, String name) {
    return Integer.parseInt(find(section, "\\b" + name + ": (\\d+)"));
  }

  private static String find(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("template.yaml has no " + pattern);
    }
    return matcher.group(1);
  }
}
