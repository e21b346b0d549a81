package dev.sluice.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.local.testing.Program;
import dev.sluice.local.testing.Project;
import dev.sluice.local.testing.Signals;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** How the program starts, and what is left when it ends. */
class LauncherTest {

  @TempDir Path folder;

  @BeforeEach
  void needs() {
    Project.assumePushTask();
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no /bin/sh here");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "KILL"})
  void noProcessIsLeftWhenTheProgramEnds(String signal) throws Exception {
    Process up =
        start(Map.of(), "up", "--port", "0", "--rtmp-port", "0", "--data", data(), "--json");
    try (BufferedReader out = up.inputReader()) {
      JsonNode line = Program.ready(out);
      assertThat(line.propertyNames()).containsExactly("api", "apiKey", "accountId", "ingest");
      Program.startTask(line);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> up.descendants().anyMatch(LauncherTest::isTask));
      List<ProcessHandle> family = new ArrayList<>(up.descendants().toList());
      family.add(up.toHandle());

      Signals.send(signal, up.pid());

      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> family.stream().noneMatch(LauncherTest::runs));
      assertThat(out.readLine()).isNull();
    } finally {
      up.destroyForcibly();
    }
  }

  @Test
  void whatCannotStartSaysWhyInOneLine() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    Process up = start(Map.of(), "up", "--port", "0", "--rtmp-port", "0", "--data", file + "/data");
    assertThat(onlyLine(up)).startsWith("sluice: the data folder " + file + "/data cannot be made");
  }

  @Test
  void withoutADockerEngineContainersAreRefusedInOneLine() throws Exception {
    Map<String, String> nowhere = Map.of("DOCKER_HOST", "unix://" + folder.resolve("none"));
    Process up =
        start(nowhere, "up", "--port", "0", "--rtmp-port", "0", "--data", data(), "--tasks=docker");
    assertThat(onlyLine(up))
        .startsWith("sluice: --tasks docker needs a Docker engine on this machine");
  }

  private String onlyLine(Process ended) throws Exception {
    assertThat(ended.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(ended.exitValue()).isEqualTo(2);
    List<String> lines = Files.readAllLines(folder.resolve("words.log"));
    assertThat(lines).hasSize(1);
    return lines.getFirst();
  }

  private Process start(Map<String, String> environment, String... words) throws Exception {
    return Program.start(folder.resolve("words.log"), environment, List.of(words));
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private static boolean isTask(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains("dev.sluice.push.task.Main");
  }

  /** A zombie whose parent has not looked yet runs no more: it has no command. */
  private static boolean runs(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }
}
