package dev.sluice.functions.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One event of {@code infra/events}.
 *
 * @param function the function it is for
 * @param answer what that function's answer holds
 */
record EventFile(String name, String function, String answer) {
  static final Path FOLDER = Path.of("..", "infra", "events");

  /** All that {@code answers.tsv} names. */
  static List<EventFile> all() {
    try {
      return Files.readAllLines(FOLDER.resolve("answers.tsv")).stream()
          .map(line -> line.split("\t", -1))
          .map(cells -> new EventFile(cells[0], cells[1], cells[2]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The event, with the words in braces replaced. */
  String text(Map<String, String> words) {
    try {
      String text = Files.readString(FOLDER.resolve(name + ".json"));
      for (var word : words.entrySet()) {
        text = text.replace("{" + word.getKey() + "}", word.getValue());
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
