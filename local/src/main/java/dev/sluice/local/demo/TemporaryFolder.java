package dev.sluice.local.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that is removed with all that is in it. */
final class TemporaryFolder implements AutoCloseable {

  private final Path path;
  private boolean keepLogs;

  private TemporaryFolder(Path path) {
    this.path = path;
  }

  static TemporaryFolder create() throws IOException {
    return new TemporaryFolder(Files.createTempDirectory("sluice-demo-"));
  }

  Path path() {
    return path;
  }

  /** Lets the logs stay, for somebody to read; answers where. */
  Path keepLogs() {
    keepLogs = true;
    return path.resolve("logs");
  }

  @Override
  public void close() throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(path)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path file : all) {
      boolean kept = keepLogs && (file.startsWith(path.resolve("logs")) || file.equals(path));
      if (!kept) {
        Files.deleteIfExists(file);
      }
    }
  }
}
