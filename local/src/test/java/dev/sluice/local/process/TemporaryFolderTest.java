package dev.sluice.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemporaryFolderTest {

  @Test
  void itGoesWithAllThatIsInItButForWhatIsKept() throws IOException {
    Path path;
    Path kept;
    try (TemporaryFolder folder = TemporaryFolder.create("sluice-test")) {
      path = folder.path();
      Files.writeString(Files.createDirectory(path.resolve("table")).resolve("file"), "text");
      Files.writeString(Files.createDirectory(path.resolve("logs")).resolve("log"), "said");
      kept = folder.keep("logs");
    }
    assertThat(path).doesNotExist();
    assertThat(kept.resolve("log")).hasContent("said");
    Files.delete(kept.resolve("log"));
    Files.delete(kept);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "KILL"})
  void itGoesThoughASignalEndsTheJvm(String signal) throws Exception {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Run.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      Path path =
          jvm.inputReader()
              .lines()
              .filter(line -> line.startsWith(Run.FOLDER))
              .map(line -> Path.of(line.substring(Run.FOLDER.length())))
              .findFirst()
              .orElseThrow();
      assertThat(path.resolve("file")).exists();

      Process kill = new ProcessBuilder("kill", "-" + signal, "" + jvm.pid()).start();

      assertThat(kill.waitFor()).isZero();
      await().until(() -> !Files.exists(path));
    } finally {
      jvm.destroyForcibly();
    }
  }

  /** A run that a signal ends, or its own time. */
  static final class Run {
    private static final String FOLDER = "folder ";

    private Run() {}

    public static void main(String[] words) throws Exception {
      try (TemporaryFolder folder = TemporaryFolder.create("sluice-test")) {
        Files.writeString(folder.path().resolve("file"), "text");
        Process child = folder.guard().start(new ProcessBuilder("sleep", "30"));
        System.out.println(FOLDER + folder.path());
        int _ = child.waitFor();
      }
    }
  }
}
