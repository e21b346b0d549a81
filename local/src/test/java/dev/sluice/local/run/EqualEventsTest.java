package dev.sluice.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.local.demo.picture.PictureSender;
import dev.sluice.local.demo.receiver.RtmpReceiver;
import dev.sluice.local.process.ProcessGuard;
import dev.sluice.local.testing.Project;
import dev.sluice.local.testing.TestRun;
import dev.sluice.local.testing.TestStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class EqualEventsTest {

  @TempDir Path folder;

  @BeforeEach
  void needs() {
    Project.assumePushTask();
  }

  @Test
  void tenEqualLiveEventsTwoAtOnceGiveOneTaskAndAStaleIdleEndsNothing() throws Exception {
    try (TestRun run = TestRun.start(folder.resolve("data"))) {
      // Nobody answers there: the task keeps trying for as long as the session lives.
      TestStream stream =
          run.stream(Map.of("name", "Pulled", "pullUrl", "rtmp://127.0.0.1:9/live/nothing"));
      Map<String, String> event = Map.of("streamId", stream.id(), "at", Instant.now().toString());
      try (ExecutorService two = Executors.newFixedThreadPool(2)) {
        List<Future<JsonNode>> answers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
          answers.add(two.submit(() -> run.api().post("/v1/events/stream-live", event)));
        }
        for (Future<JsonNode> answer : answers) {
          assertThat(answer.get()).isNotNull();
        }
      }
      await().atMost(Duration.ofSeconds(10)).until(() -> run.tasks(stream.id()).size() == 1);
      JsonNode session = run.api().get(stream.path()).path("session");

      JsonNode _ =
          run.api()
              .post(
                  "/v1/events/stream-idle",
                  Map.of("streamId", stream.id(), "at", Instant.now().minusSeconds(60).toString()));

      assertThat(run.api().get(stream.path()).path("session").path("id"))
          .isEqualTo(session.path("id"));
      assertThat(run.api().get(stream.path()).path("session").hasNonNull("endedAt")).isFalse();
      assertThat(run.api().get(stream.path() + "/sessions").path("items")).hasSize(1);
      assertThat(run.tasks(stream.id())).hasSize(1);
      assertThat(run.run().catalog().launches().current(stream.id()))
          .get()
          .satisfies(launch -> assertThat(launch.attempt()).isEqualTo(1));
      JsonNode _ = run.api().post(stream.path() + "/terminate", Map.of());
      await().atMost(Duration.ofSeconds(15)).until(() -> run.tasks(stream.id()).isEmpty());
    }
  }

  /** However often a stream is said to be live, a target sees one publisher. */
  @Test
  void tenEqualLiveEventsGiveATargetOneConnection() throws Exception {
    try (ProcessGuard guard = ProcessGuard.start();
        TestRun run = TestRun.start(folder.resolve("data"));
        RtmpReceiver receiver =
            RtmpReceiver.open("target", false, ServerSocketFactory.getDefault(), guard, () -> 0)) {
      TestStream stream = run.stream(Map.of("name", "Said again and again"));
      String push = stream.push("target", receiver.url(), "key");
      try (PictureSender _ = PictureSender.start(guard, stream.publishUrl())) {
        JsonNode live = stream.awaitState(push, "LIVE", Duration.ofSeconds(30));
        for (int i = 0; i < 10; i++) {
          Map<String, String> event =
              Map.of("streamId", stream.id(), "at", Instant.now().toString());
          JsonNode _ = run.api().post("/v1/events/stream-live", event);
        }
        // Counters are written every ten seconds: whatever the events began would be there by then.
        long before = run.api().get(push).path("status").path("bytesSent").asLong(0);
        JsonNode after =
            run.awaitGet(
                    push,
                    Duration.ofSeconds(30),
                    p -> p.path("status").path("bytesSent").asLong(0) > before)
                .path("status");
        assertThat(after.path("connectionId")).isEqualTo(live.path("connectionId"));
        assertThat(receiver.connections()).isEqualTo(1);
        assertThat(run.tasks(stream.id())).hasSize(1);
      }
    }
  }
}
