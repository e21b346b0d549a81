import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks every Java file below a folder against google-java-format, or rewrites it with {@code
 * --fix}. Run from source by the root pom, on the toolchain's JDK: the formatter needs a newer JVM
 * than Maven's own may be, so the usual plugins, which run it inside Maven, fail there.
 */
final class FormatSources {
  private FormatSources() {}

  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[0]);
    boolean fix = args.length > 1 && args[1].equals("--fix");
    List<Path> files = javaFiles(root);
    List<String> findings =
        files.parallelStream()
            .map(file -> visit(root, file, fix))
            .flatMap(Optional::stream)
            .toList();
    findings.forEach(System.out::println);
    if (findings.isEmpty()) {
      System.out.printf("%d Java files are formatted.%n", files.size());
    } else if (!fix) {
      System.out.println("Mend it with: mvn -N -Pformat verify");
      System.exit(1);
    }
  }

  private static List<Path> javaFiles(Path root) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            boolean skipped = !dir.equals(root) && isNotOurs(dir);
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  private static boolean isNotOurs(Path dir) {
    String name = dir.getFileName().toString();
    // A "target" below a module's sources is a package; beside a pom it is Maven's output.
    boolean output = name.equals("target") && Files.exists(dir.resolveSibling("pom.xml"));
    return output || name.startsWith(".") || name.equals("node_modules");
  }

  /** The line to print about a file, if there is anything to say. */
  private static Optional<String> visit(Path root, Path file, boolean fix) {
    Path name = root.relativize(file);
    try {
      String source = Files.readString(file);
      String formatted = new Formatter().formatSourceAndFixImports(source);
      if (formatted.equals(source)) {
        return Optional.empty();
      }
      if (fix) {
        Files.writeString(file, formatted);
        return Optional.of("Formatted " + name);
      }
      return Optional.of("Not formatted: " + name);
    } catch (FormatterException e) {
      // Not Java the formatter can read; the compiler says more about it than we could.
      return Optional.of("Cannot be parsed: " + name + ": " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
