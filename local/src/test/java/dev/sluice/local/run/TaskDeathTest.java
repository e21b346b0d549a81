package dev.sluice.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.local.demo.picture.PictureSender;
import dev.sluice.local.demo.receiver.RtmpReceiver;
import dev.sluice.local.net.Loopback;
import dev.sluice.local.process.ProcessGuard;
import dev.sluice.local.testing.Project;
import dev.sluice.local.testing.Signals;
import dev.sluice.local.testing.TestRun;
import dev.sluice.local.testing.TestStream;
import dev.sluice.push.ffmpeg.FfmpegProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;

/** A task that dies or wedges while its stream is live. Alone: it holds the run to seconds. */
@Isolated
class TaskDeathTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;

  /** The task as {@code ./sluice} runs it: with the cache of its classes. */
  @BeforeAll
  static void needs() throws Exception {
    Project.assumePushTask();
    Project.trainPushTask();
  }

  @Test
  void aKilledTaskPushesAgainWithinFiveSeconds() throws Exception {
    signalled("KILL", Duration.ofSeconds(5));
  }

  @Test
  void aStoppedTaskIsReplacedWithinTwentyFiveSeconds() throws Exception {
    signalled("STOP", Duration.ofSeconds(25));
  }

  @Test
  void aTaskWithATargetThatHasFrozenEndsWithinTenSecondsOfItsSignal() throws Exception {
    int port = Loopback.freePort();
    String url = "rtmp://127.0.0.1:" + port + "/live";
    try (ProcessGuard guard = ProcessGuard.start();
        TestRun run = TestRun.start(folder.resolve("data"))) {
      Process frozen =
          guard.start(
              FfmpegProgram.ffmpeg(
                  List.of("-v", "quiet", "-listen", "1", "-i", url, "-f", "null", "-")));
      TestStream stream = run.stream(Map.of("name", "Stuck"));
      String push = stream.push("frozen", url, "key");
      try (PictureSender _ = PictureSender.start(guard, stream.publishUrl())) {
        JsonNode _ = stream.awaitState(push, "LIVE", SOON);
        Signals.send("STOP", frozen.pid());
        JsonNode _ = stream.awaitState(push, "STALLED", SOON);

        ProcessHandle task = run.tasks(stream.id()).getFirst();
        Signals.send("TERM", task.pid());
        await("the task's end").atMost(Duration.ofSeconds(10)).until(() -> !task.isAlive());
      }
    }
  }

  /** Pushing again is: pictures arrive on a new connection. */
  private void signalled(String signal, Duration within) throws Exception {
    try (ProcessGuard guard = ProcessGuard.start();
        TestRun run = TestRun.start(folder.resolve("data"));
        RtmpReceiver receiver =
            RtmpReceiver.open("target", false, ServerSocketFactory.getDefault(), guard, () -> 0)) {
      TestStream stream = run.stream(Map.of("name", "Mortal"));
      String push = stream.push("target", receiver.url(), "key");
      try (PictureSender _ = PictureSender.start(guard, stream.publishUrl())) {
        JsonNode before = stream.awaitState(push, "LIVE", SOON);
        String session = session(stream);
        List<ProcessHandle> tasks = run.tasks(stream.id());
        assertThat(tasks).hasSize(1);

        Signals.send(signal, tasks.getFirst().pid());
        await("frames on a second connection")
            .atMost(within)
            .pollInterval(Duration.ofMillis(50))
            .until(
                () ->
                    receiver.connections() > 1
                        && run.api()
                            .get(push)
                            .path("status")
                            .path("state")
                            .asString("")
                            .equals("LIVE")
                        && !connectionId(run, push)
                            .equals(before.path("connectionId").asString("")));

        assertThat(session(stream)).isEqualTo(session);
        await("one task")
            .atMost(SOON)
            .until(() -> run.tasks(stream.id()).size() == 1 && !tasks.getFirst().isAlive());
      }
    }
  }

  private static String connectionId(TestRun run, String push) {
    return run.api().get(push).path("status").path("connectionId").asString("");
  }

  private static String session(TestStream stream) {
    return stream.run().api().get(stream.path()).path("session").path("id").asString("");
  }
}
