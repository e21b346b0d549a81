package dev.sluice.local.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FunctionQueueTest {

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final byte[] GOOD = "{}".getBytes(StandardCharsets.UTF_8);

  private final List<String> bodies = new CopyOnWriteArrayList<>();

  @Test
  void eventsComeInTheirOrderEachAsABatchOfOne() {
    try (FunctionQueue queue = new FunctionQueue("test")) {
      queue.send("{\"n\":1}");
      queue.send("{\"n\":2}");
      queue.deliverTo(
          event -> {
            bodies.add(message(event).path("body").asString());
            return GOOD;
          });
      await().atMost(SOON).until(() -> bodies.size() == 2);
      assertThat(bodies).containsExactly("{\"n\":1}", "{\"n\":2}");
    }
  }

  @Test
  void whatFailedComesAgainWhetherItWasReportedOrThrown() {
    try (FunctionQueue queue = new FunctionQueue("test")) {
      queue.deliverTo(
          event -> {
            bodies.add("try");
            return switch (bodies.size()) {
              case 1 -> throw new IOException("broken");
              case 2 ->
                  ("{\"batchItemFailures\":[{\"itemIdentifier\":\""
                          + message(event).path("messageId").asString()
                          + "\"}]}")
                      .getBytes(StandardCharsets.UTF_8);
              default -> GOOD;
            };
          });
      queue.send("{}");
      await().atMost(SOON).until(() -> bodies.size() == 3);
    }
  }

  @Test
  void theEventThatAFunctionIsAtIsNotBrokenOffWhenTheQueueCloses() throws Exception {
    FunctionQueue queue = new FunctionQueue("test");
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    queue.deliverTo(
        event -> {
          begun.countDown();
          try {
            bodies.add(goOn.await(10, TimeUnit.SECONDS) ? "done" : "late");
          } catch (InterruptedException e) {
            bodies.add("broken off");
          }
          return GOOD;
        });
    queue.send("{}");
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

    Thread closer = Thread.ofPlatform().start(queue::close);
    await().atMost(SOON).until(() -> closer.getState() == Thread.State.TIMED_WAITING);
    goOn.countDown();

    assertThat(closer.join(SOON)).isTrue();
    assertThat(bodies).containsExactly("done");
  }

  private static JsonNode message(byte[] event) {
    JsonNode records = JsonMapper.shared().readTree(event).path("Records");
    assertThat(records).hasSize(1);
    return records.path(0);
  }
}
