package dev.sluice.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Java files of every module, main and test. */
final class SourceTree {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private SourceTree() {}

  static List<Path> mainFiles() {
    return below("src/main/java");
  }

  static List<Path> testFiles() {
    return below("src/test/java");
  }

  static List<Path> allFiles() {
    return Stream.concat(mainFiles().stream(), testFiles().stream()).toList();
  }

  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file's path from the root of the tree, for messages. */
  static String name(Path file) {
    return ROOT.relativize(file).toString();
  }

  private static List<Path> below(String folder) {
    try (Stream<Path> modules = Files.list(ROOT)) {
      return modules
          .map(module -> module.resolve(folder))
          .filter(Files::isDirectory)
          .flatMap(SourceTree::javaFiles)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> javaFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
