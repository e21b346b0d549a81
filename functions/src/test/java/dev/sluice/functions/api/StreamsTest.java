package dev.sluice.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.functions.testing.Answer;
import dev.sluice.functions.testing.ApiRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Streams over HTTP, from creation to deletion. */
class StreamsTest {
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
  void aNewStreamShowsItsKeyInFullAndThenNeverAgain() {
    Answer made =
        api.call("POST", "/v1/streams", "{\"name\": \"Morning show\", \"holdSeconds\": 45}");

    assertThat(made.status()).isEqualTo(201);
    String id = made.text("/id");
    assertThat(made.header("location")).isEqualTo("/v1/streams/" + id);
    assertThat(made.text("/ingest/url")).isEqualTo(ApiRun.INGEST_URL);
    assertThat(made.text("/ingest/streamKey")).isNotEmpty();
    assertThat(made.text("/name")).isEqualTo("Morning show");
    assertThat(made.text("/state")).isEqualTo("idle");
    assertThat(made.json().at("/holdSeconds").intValue()).isEqualTo(45);
    assertThat(made.json().at("/session").isNull()).isTrue();

    Answer read = api.call("GET", "/v1/streams/" + id);
    assertThat(read.status()).isEqualTo(200);
    assertThat(read.json().at("/ingest").has("streamKey")).isFalse();
    assertThat(read.body()).doesNotContain(made.text("/ingest/streamKey"));
  }

  @Test
  void aPullUrlIsShownWithoutCredentialsPathAndQuery() {
    Answer made =
        api.call(
            "POST",
            "/v1/streams",
            "{\"name\": \"a\","
                + " \"pullUrl\": \"rtmp://user:secret1@host.example:1936/app/secret2?t=secret3\"}");

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.text("/pullUrl")).isEqualTo("rtmp://host.example:1936/app");
    assertThat(made.body()).doesNotContain("secret");
  }

  @Test
  void aPatchChangesWhatItNamesAndLeavesTheRest() {
    Answer made =
        api.call(
            "POST",
            "/v1/streams",
            "{\"name\": \"before\", \"pullUrl\": \"srt://h:9000?streamid=x\", \"holdSeconds\": 5}");
    String path = "/v1/streams/" + made.text("/id");

    Answer renamed = api.call("PATCH", path, "{\"name\": \"after\"}");
    assertThat(renamed.status()).isEqualTo(200);
    assertThat(renamed.text("/name")).isEqualTo("after");
    assertThat(renamed.text("/pullUrl")).isEqualTo("srt://h:9000");
    assertThat(renamed.json().at("/holdSeconds").intValue()).isEqualTo(5);

    Answer cleared = api.call("PATCH", path, "{\"pullUrl\": null, \"holdSeconds\": 0}");
    assertThat(cleared.json().at("/pullUrl").isNull()).isTrue();
    assertThat(cleared.json().at("/holdSeconds").intValue()).isZero();
    assertThat(cleared.text("/name")).isEqualTo("after");

    assertThat(api.call("PATCH", path, "{}").body()).isEqualTo(cleared.body());
  }

  @Test
  void aRotatedKeyIsNewAndTheOldOneOpensNothing() {
    Answer made = api.call("POST", "/v1/streams", "{\"name\": \"a\"}");
    String path = "/v1/streams/" + made.text("/id");
    String oldKey = made.text("/ingest/streamKey");

    Answer rotated = api.call("POST", path + "/rotate-key");
    assertThat(rotated.status()).isEqualTo(200);
    assertThat(rotated.text("/ingest/streamKey")).isNotEmpty().isNotEqualTo(oldKey);

    Answer event =
        api.call(
            "POST",
            "/v1/events/stream-live",
            "{\"streamKey\": \"" + oldKey + "\", \"sourceUrl\": \"rtmp://h/a/b\"}");
    assertThat(event.status()).isEqualTo(404);
  }

  @Test
  void terminatingEndsTheSessionAndTheStreamStays() {
    String path = "/v1/streams/" + api.liveStream();

    Answer terminated = api.call("POST", path + "/terminate");
    assertThat(terminated.status()).isEqualTo(202);
    assertThat(terminated.text("/state")).isEqualTo("idle");
    assertThat(terminated.text("/session/state")).isEqualTo("ENDED");
    assertThat(api.call("POST", path + "/terminate").status()).isEqualTo(202);

    Answer sessions = api.call("GET", path + "/sessions");
    assertThat(sessions.status()).isEqualTo(200);
    assertThat(sessions.json().at("/items").size()).isEqualTo(1);
    assertThat(sessions.text("/items/0/endedAt")).isNotEmpty();
  }

  @Test
  void suspendingEndsTheSessionAndKeepsEventsOut() {
    String id = api.liveStream();

    Answer suspended = api.call("PATCH", "/v1/streams/" + id, "{\"suspended\": true}");
    assertThat(suspended.text("/state")).isEqualTo("idle");
    assertThat(suspended.text("/session/state")).isEqualTo("ENDED");

    Answer event = api.call("POST", "/v1/events/stream-live", "{\"streamId\": \"" + id + "\"}");
    assertThat(event.status()).isEqualTo(202);
    assertThat(event.text("/outcome")).isEqualTo("DROPPED");
  }

  @Test
  void aDeletedStreamIsGoneWithItsSession() {
    String id = api.liveStream();

    Answer deleted = api.call("DELETE", "/v1/streams/" + id);
    assertThat(deleted.status()).isEqualTo(204);
    assertThat(deleted.body()).isEmpty();
    assertThat(api.call("GET", "/v1/streams/" + id).status()).isEqualTo(404);
    assertThat(api.call("DELETE", "/v1/streams/" + id).status()).isEqualTo(404);
    assertThat(api.call("GET", "/v1/streams/" + id + "/sessions").status()).isEqualTo(404);
  }
}
