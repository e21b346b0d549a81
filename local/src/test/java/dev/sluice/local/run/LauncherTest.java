package dev.sluice.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.catalog.secret.Secret;
import dev.sluice.local.client.ApiClient;
import dev.sluice.local.testing.Project;
import java.io.BufferedReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program as a process of its own, started by the line that the script becomes. */
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
    Process up = start("up", "--port", "0", "--rtmp-port", "0", "--data", data(), "--json");
    try (BufferedReader out = up.inputReader()) {
      JsonNode line =
          JsonMapper.shared()
              .readTree(CompletableFuture.supplyAsync(() -> lineOf(out)).get(60, TimeUnit.SECONDS));
      assertThat(line.propertyNames()).containsExactly("api", "apiKey", "accountId", "ingest");
      startTask(line);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> up.descendants().anyMatch(LauncherTest::isTask));
      List<ProcessHandle> family = new ArrayList<>(up.descendants().toList());
      family.add(up.toHandle());

      Process kill =
          new ProcessBuilder("kill", "-" + signal, Long.toString(up.pid())).inheritIO().start();
      assertThat(kill.waitFor(5, TimeUnit.SECONDS)).isTrue();

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
    Process up = start("up", "--port", "0", "--rtmp-port", "0", "--data", file + "/data");
    assertThat(up.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(up.exitValue()).isEqualTo(2);
    assertThat(Files.readAllLines(folder.resolve("words.log")))
        .singleElement()
        .asString()
        .startsWith("sluice: the data folder " + file + "/data cannot be made");
  }

  private static void startTask(JsonNode line) {
    Secret key = Secret.of(line.path("apiKey").asString());
    try (ApiClient api = new ApiClient(URI.create(line.path("api").asString()), key)) {
      JsonNode stream =
          api.post(
              "/v1/streams", Map.of("name", "Pulled", "pullUrl", "rtmp://127.0.0.1:9/live/none"));
      JsonNode _ =
          api.post("/v1/events/stream-live", Map.of("streamId", stream.path("id").asString()));
    }
  }

  private Process start(String... words) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + Project.home().resolve("local/jvm.args"));
    command.add("-Dsluice.home=" + Project.home());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("dev.sluice.local.Main");
    command.addAll(List.of(words));
    return new ProcessBuilder(command).redirectError(folder.resolve("words.log").toFile()).start();
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

  private static String lineOf(BufferedReader reader) {
    try {
      return String.valueOf(reader.readLine());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
