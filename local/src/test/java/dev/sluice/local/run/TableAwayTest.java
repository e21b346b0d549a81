package dev.sluice.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.local.demo.picture.PictureSender;
import dev.sluice.local.demo.receiver.Reception;
import dev.sluice.local.demo.receiver.RtmpReceiver;
import dev.sluice.local.process.ProcessGuard;
import dev.sluice.local.testing.CuttableProxy;
import dev.sluice.local.testing.Project;
import dev.sluice.local.testing.TestRun;
import dev.sluice.local.testing.TestStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class TableAwayTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration AWAY = Duration.ofSeconds(60);

  @TempDir Path folder;

  @BeforeEach
  void needs() {
    Project.assumePushTask();
  }

  @Test
  void nothingStopsWhileTheTableCannotBeReachedForAMinute() throws Exception {
    AtomicReference<PictureSender> sender = new AtomicReference<>();
    try (ProcessGuard guard = ProcessGuard.start();
        CuttableProxy proxy = CuttableProxy.open();
        TestRun run =
            TestRun.start(TestRun.settings(folder.resolve("data")).withTableRoute(proxy::before));
        RtmpReceiver receiver =
            RtmpReceiver.open(
                "target",
                false,
                ServerSocketFactory.getDefault(),
                guard,
                () -> sender.get() == null ? 0 : sender.get().sentFrames())) {
      TestStream stream = run.stream(Map.of("name", "Steady"));
      String push = stream.push("target", receiver.url(), "key");
      try (PictureSender picture = PictureSender.start(guard, stream.publishUrl())) {
        sender.set(picture);
        JsonNode before = stream.awaitState(push, "LIVE", SOON);
        ProcessHandle task = run.tasks(stream.id()).getFirst();

        proxy.cut();
        int sent = picture.sentFrames();
        // Not a sleep: what is awaited is that a minute's pictures have arrived, none of them lost.
        await("a minute of pictures")
            .atMost(AWAY.plus(SOON))
            .until(
                () -> {
                  assertThat(task.isAlive()).isTrue();
                  return receiver.receptions().getLast().lastNumber()
                      >= sent + AWAY.toSeconds() * 25;
                });
        proxy.mend();

        JsonNode after =
            run.awaitGet(
                    push,
                    SOON,
                    now ->
                        now.path("status").path("bytesSent").asLong(0)
                            > before.path("bytesSent").asLong(0) + 1_000_000)
                .path("status");
        assertThat(after.path("connectionId"))
            .as(run.taskLog(stream.id()))
            .isEqualTo(before.path("connectionId"));
        assertThat(after.path("state").asString()).isEqualTo("LIVE");
        assertThat(run.tasks(stream.id())).containsExactly(task);
        Reception reception = receiver.receptions().getLast();
        assertThat(receiver.receptions()).hasSize(1);
        assertThat(reception.isFlawless()).as(reception.toString()).isTrue();
      }
    }
  }
}
