package dev.sluice.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.functions.testing.Answer;
import dev.sluice.functions.testing.ApiRun;
import dev.sluice.functions.testing.GatewayEvent;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code Idempotency-Key}: what is sent twice is made once. */
class IdempotencyTest {
  private static final AtomicInteger KEYS = new AtomicInteger();
  private static ApiRun api;

  @BeforeAll
  static void open() {
    api = ApiRun.open();
  }

  @AfterAll
  static void close() {
    api.close();
  }

  @Test
  void aReplayGetsTheFirstAnswerWithoutTheIngestKey() {
    String key = newKey();
    Answer first = post("/v1/streams", key, "{\"name\": \"once\"}");
    Answer replay = post("/v1/streams", key, "{\"name\": \"once\"}");

    assertThat(first.status()).isEqualTo(201);
    assertThat(first.text("/ingest/streamKey")).isNotEmpty();
    assertThat(replay.status()).isEqualTo(201);
    assertThat(replay.text("/id")).isEqualTo(first.text("/id"));
    assertThat(replay.header("location")).isEqualTo(first.header("location"));
    assertThat(replay.json().at("/ingest").has("streamKey")).isFalse();
    assertThat(api.call("GET", "/v1/streams").body().split("\"once\"", -1)).hasSize(2);
  }

  @Test
  void theSameKeyWithAnotherRequestIsRefused() {
    String key = newKey();
    post("/v1/streams", key, "{\"name\": \"a\"}");

    assertThat(post("/v1/streams", key, "{\"name\": \"b\"}").status()).isEqualTo(422);
    Answer otherPath = post("/v1/targets", key, "{\"name\": \"a\"}");
    assertThat(otherPath.status()).isEqualTo(422);
    assertThat(otherPath.errorFields()).isEqualTo("Idempotency-Key");
  }

  @Test
  void aRefusedRequestLeavesItsKeyToTheMendedOne() {
    String key = newKey();

    assertThat(post("/v1/streams", key, "{\"nam\": \"a\"}").status()).isEqualTo(422);
    assertThat(post("/v1/streams", key, "{\"name\": \"a\"}").status()).isEqualTo(201);
  }

  @Test
  void aRequestThatIsStillWorkedOnIsAskedToWait() {
    String key = newKey();
    var idempotency = api.catalog().idempotency();
    String path = "/v1/streams/" + api.stream() + "/terminate";
    // Claims as a request that never came back would have.
    post(path, newKey(), "");
    var _ = idempotency.claim(api.account().id(), key, hashOf(path));

    Answer busy = post(path, key, "");
    assertThat(busy.status()).isEqualTo(429);
    assertThat(busy.header("retry-after")).isEqualTo("1");

    api.clock().advance(Duration.ofMinutes(2));
    assertThat(post(path, key, "").status()).isEqualTo(202);
  }

  @Test
  void twoAccountsMayUseTheSameKey() {
    String key = newKey();
    String other = api.newKey(api.catalog().accounts().create("other"));
    Answer mine = post("/v1/streams", key, "{\"name\": \"a\"}");

    Answer theirs =
        api.send(
            GatewayEvent.of("POST", "/v1/streams")
                .bearer(other)
                .header("idempotency-key", key)
                .json("{\"name\": \"a\"}"));
    assertThat(theirs.status()).isEqualTo(201);
    assertThat(theirs.text("/id")).isNotEqualTo(mine.text("/id"));
  }

  @Test
  void everyPostTakesAKey() {
    String stream = api.stream();
    String pushes = "/v1/streams/" + stream + "/pushes";
    String push =
        pushes + "/" + api.call("POST", pushes, "{\"url\": \"rtmp://a.example/b\"}").text("/id");
    String[][] requests = {
      {"/v1/targets", "{\"url\": \"rtmp://a.example/b\"}", "201"},
      {pushes, "{\"url\": \"rtmp://a.example/b\"}", "201"},
      {push + "/retry", "", "202"},
      {push + "/restart", "", "202"},
      {"/v1/streams/" + stream + "/rotate-key", "", "200"},
      {"/v1/streams/" + stream + "/terminate", "", "202"},
      {"/v1/events/stream-idle", "{\"streamId\": \"" + stream + "\"}", "202"},
      {
        "/v1/events/stream-live",
        "{\"streamId\": \"" + stream + "\", \"sourceUrl\": \"rtmp://h/a/b\"}",
        "202"
      }
    };
    for (String[] request : requests) {
      String key = newKey();
      Answer first = post(request[0], key, request[1]);
      Answer replay = post(request[0], key, request[1]);
      assertThat(first.status()).as(request[0]).isEqualTo(Integer.parseInt(request[2]));
      assertThat(replay.status()).as(request[0]).isEqualTo(first.status());
      assertThat(replay.text("/id")).as(request[0]).isEqualTo(first.text("/id"));
    }
    assertThat(
            api.catalog()
                .pushes()
                .find(api.account().id(), stream, push.substring(pushes.length() + 1))
                .orElseThrow()
                .retries())
        .isEqualTo(1);
  }

  @Test
  void aKeyThatIsNoneIsMalformed() {
    assertThat(post("/v1/streams", "x".repeat(256), "{\"name\": \"a\"}").status()).isEqualTo(400);
    assertThat(post("/v1/streams", "é", "{\"name\": \"a\"}").status()).isEqualTo(400);
    assertThat(post("/v1/streams", "", "{\"name\": \"a\"}").status()).isEqualTo(400);
  }

  private static String newKey() {
    return "key-" + KEYS.incrementAndGet();
  }

  private static String hashOf(String path) {
    return IdempotentPosts.hash("POST", path, new byte[0]);
  }

  private static Answer post(String path, String key, String body) {
    GatewayEvent event =
        GatewayEvent.of("POST", path).bearer(api.apiKey()).header("idempotency-key", key);
    return api.send(body.isEmpty() ? event : event.json(body));
  }
}
