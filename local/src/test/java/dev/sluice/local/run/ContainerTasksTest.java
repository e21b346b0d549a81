package dev.sluice.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.local.demo.picture.PictureSender;
import dev.sluice.local.demo.receiver.RtmpReceiver;
import dev.sluice.local.process.ProcessGuard;
import dev.sluice.local.task.TaskKind;
import dev.sluice.local.testing.Engine;
import dev.sluice.local.testing.Program;
import dev.sluice.local.testing.Signals;
import dev.sluice.local.testing.TestRun;
import dev.sluice.local.testing.TestStream;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Tasks as containers: {@code ./sluice up --tasks docker}. */
class ContainerTasksTest {

  private static final Duration SOON = Duration.ofSeconds(40);

  @TempDir Path folder;

  @BeforeEach
  void needs() throws Exception {
    Engine.assumeImage();
  }

  @Test
  void aContainerPushesAStreamAndOneThatIsKilledOrHangsIsReplaced() throws Exception {
    try (ProcessGuard guard = ProcessGuard.start();
        TestRun run = TestRun.start(TestRun.settings(data()).with(TaskKind.DOCKER));
        RtmpReceiver receiver =
            RtmpReceiver.open("target", false, ServerSocketFactory.getDefault(), guard, () -> 0)) {
      TestStream stream = run.stream(Map.of("name", "Contained"));
      String push = stream.push("target", receiver.url(), "key-of-the-target");
      try (PictureSender _ = PictureSender.start(guard, stream.publishUrl())) {
        JsonNode _ = stream.awaitState(push, "LIVE", SOON);
        String first = onlyContainer(stream);
        isAsTheTaskDefinitionSays(first, stream);

        String _ = Engine.say("kill", first);
        awaitAnother(stream, receiver, first, 2);

        String second = onlyContainer(stream);
        String _ = Engine.say("kill", "--signal", "STOP", second);
        awaitAnother(stream, receiver, second, 3);
      }
    }
    assertThat(ofThisRun()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "KILL"})
  void noContainerIsLeftWhenTheProgramEnds(String signal) throws Exception {
    Process up = start();
    try (BufferedReader out = up.inputReader()) {
      Program.startTask(Program.ready(out));
      await("what the task says").atMost(SOON).until(() -> !taskLog().isEmpty());
      assertThat(running()).hasSize(1);
      // The one of a run as root, whose key file the image's user may not read.
      assertThat(Files.exists(keyCopy()))
          .isEqualTo(Files.getAttribute(data(), "unix:uid").equals(0));
      Signals.send(signal, up.pid());
      assertThat(up.waitFor(20, TimeUnit.SECONDS)).isTrue();
      await().atMost(SOON).until(() -> ofThisRun().isEmpty());
      assertThat(keyCopy()).doesNotExist();
    } finally {
      up.destroyForcibly();
    }
  }

  @Test
  void whatAnEarlierRunLeftIsFoundAndRemoved() throws Exception {
    String label = "dev.sluice.data=" + data();
    String image = "sluice-push-task:latest";
    String left = Engine.say("create", "--label", label, image, "push-task", "a", "b", "1");
    assertThat(ofThisRun()).containsExactly(left);
    TestRun.start(TestRun.settings(data()).with(TaskKind.DOCKER)).close();
    assertThat(ofThisRun()).isEmpty();
  }

  private void isAsTheTaskDefinitionSays(String container, TestStream stream) throws Exception {
    assertThat(inspect(container, "{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}}"))
        .isEqualTo("true [ALL]");
    assertThat(inspect(container, "{{.Config.User}}")).isNotEmpty().doesNotStartWith("0");
    String session = stream.run().api().get(stream.path()).path("session").path("id").asString();
    assertThat(inspect(container, "{{join .Config.Cmd \" \"}}"))
        .isEqualTo("push-task " + stream.id() + " " + session + " 1");
    String apiKey = stream.run().run().owner().apiKey().reveal();
    String keyFile = Files.readString(data().resolve("vault.key")).strip();
    String vaultKey = keyFile.substring(keyFile.indexOf(' ') + 1);
    assertThat(Engine.say("inspect", container))
        .doesNotContain("key-of-the-target", stream.key().reveal(), apiKey, vaultKey);
  }

  /** Pushing again is: pictures arrive on a further connection, from another container. */
  private void awaitAnother(
      TestStream stream, RtmpReceiver receiver, String former, int connections) {
    Callable<Boolean> replaced =
        () -> {
          List<String> now = running();
          return receiver.connections() >= connections && now.size() == 1 && !now.contains(former);
        };
    await("container and connection " + connections).atMost(SOON).until(replaced);
    assertThat(stream.run().api().get(stream.path()).path("state").asString()).isEqualTo("live");
  }

  private String onlyContainer(TestStream stream) throws Exception {
    assertThat(running()).hasSize(1);
    assertThat(Engine.containers("dev.sluice.stream=" + stream.id())).hasSize(1);
    return running().getFirst();
  }

  private static String inspect(String container, String format) throws Exception {
    return Engine.say("inspect", "--format", format, container);
  }

  private List<String> ofThisRun() throws Exception {
    return Engine.containers("dev.sluice.data=" + data());
  }

  private List<String> running() throws Exception {
    return Engine.running("dev.sluice.data=" + data());
  }

  /** Once it says something, its JVM has begun to listen to signals. */
  private String taskLog() throws Exception {
    try (Stream<Path> logs = Files.list(data().resolve("logs"))) {
      StringBuilder all = new StringBuilder();
      for (Path log : logs.filter(file -> ("" + file.getFileName()).startsWith("task-")).toList()) {
        all.append(Files.readString(log));
      }
      return all.toString();
    }
  }

  private Path keyCopy() {
    return data().resolve("vault.key.task");
  }

  private Path data() {
    return folder.resolve("data");
  }

  private Process start() throws Exception {
    List<String> words =
        List.of(
            "up",
            "--port",
            "0",
            "--rtmp-port",
            "0",
            "--data",
            data().toString(),
            "--json",
            "--tasks",
            "docker");
    return Program.start(folder.resolve("words.log"), Map.of(), words);
  }
}
