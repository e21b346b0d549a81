package dev.sluice.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.local.testing.Project;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code ./sluice} says before there is a JVM. */
class ScriptTest {

  @BeforeEach
  void needs() {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash here");
  }

  @Test
  void helpNamesEveryOption() throws Exception {
    Process help = run("--help");
    assertThat(help.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(help.exitValue()).isZero();
    assertThat(new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("./sluice up", "./sluice demo")
        .contains("--port", "--rtmp-port", "--data", "--tasks", "--aws", "--json", "--seconds");
  }

  @Test
  void anUnknownCommandIsOneLineAndStatusTwo() throws Exception {
    Process unknown = run("dance");
    assertThat(unknown.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(unknown.exitValue()).isEqualTo(2);
    assertThat(new String(unknown.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("sluice: no such command: dance; see ./sluice --help\n");
  }

  private static Process run(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("/bin/bash"));
    command.add(Project.home().resolve("sluice").toString());
    command.addAll(List.of(words));
    return new ProcessBuilder(command).start();
  }
}
