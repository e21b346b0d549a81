package dev.sluice.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.local.testing.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data folder that cannot be used ends the program, with the reason in its last line. */
class DamagedDataTest {

  private static final int CANNOT_START = 2;

  @TempDir Path folder;

  @Test
  void aTableThatIsNoneIsToldWithItsFolder() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.writeString(data.resolve("shared-local-instance.db"), "not a database\n".repeat(99));

    assertThat(lastLineOf(data))
        .startsWith("sluice: the table of the data folder " + data + " cannot be used")
        .contains("--data DIR");
  }

  @Test
  void aKeyFileThatOthersMayReadIsToldWithTheRemedy() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    Path key = Files.writeString(data.resolve("vault.key"), "");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(lastLineOf(data)).startsWith("sluice: the key file " + key).endsWith("chmod 600 it");
  }

  private String lastLineOf(Path data) throws Exception {
    Path log = folder.resolve("stderr");
    List<String> up = List.of("up", "--port=0", "--rtmp-port=0", "--data=" + data, "--json");
    Process program = Program.start(log, Map.of(), up);
    try {
      assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      program.destroyForcibly();
    }
    assertThat(program.exitValue()).isEqualTo(CANNOT_START);
    return Files.readAllLines(log).getLast();
  }
}
