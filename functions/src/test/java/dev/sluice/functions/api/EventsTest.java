package dev.sluice.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.functions.event.StreamEvent;
import dev.sluice.functions.testing.Answer;
import dev.sluice.functions.testing.ApiRun;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events over HTTP: what they do to a session, what they publish, and what they answer. */
class EventsTest {
  private ApiRun api;

  @BeforeEach
  void open() {
    api = ApiRun.open();
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aLiveEventBeginsASessionAndPublishesIdsOnly() {
    String id = api.stream();

    Answer live = live("\"streamId\": \"" + id + "\", \"sourceUrl\": \"rtmp://h/app/canary\"");

    assertThat(live.status()).isEqualTo(202);
    assertThat(live.text("/outcome")).isEqualTo("STARTED");
    assertThat(live.text("/streamId")).isEqualTo(id);
    assertThat(live.text("/session/state")).isEqualTo("STARTING");
    assertThat(live.body()).doesNotContain("canary");
    assertThat(api.bus().published())
        .containsExactly(
            new StreamEvent(
                StreamEvent.Kind.LIVE, api.account().id(), id, live.text("/session/id")));
    assertThat(api.call("GET", "/v1/streams/" + id).text("/state")).isEqualTo("live");
  }

  @Test
  void aStreamIsFoundByItsKeyToo() {
    String key = api.call("POST", "/v1/streams", "{\"name\": \"a\"}").text("/ingest/streamKey");

    assertThat(live("\"streamKey\": \"" + key + "\", \"sourceUrl\": \"rtmp://h/a/b\"").status())
        .isEqualTo(202);
    assertThat(live("\"streamKey\": \"wrong\", \"sourceUrl\": \"rtmp://h/a/b\"").status())
        .isEqualTo(404);
  }

  @Test
  void anIdleEventHoldsTheSessionAndALiveEventResumesIt() {
    String id = api.liveStream();
    String session = api.call("GET", "/v1/streams/" + id).text("/session/id");
    api.clock().advance(Duration.ofSeconds(60));

    Answer idle = idle("\"streamId\": \"" + id + "\"");
    assertThat(idle.status()).isEqualTo(202);
    assertThat(idle.text("/outcome")).isEqualTo("HOLDING");
    assertThat(idle.text("/session/id")).isEqualTo(session);
    assertThat(idle("\"streamId\": \"" + id + "\"").text("/outcome")).isEqualTo("UNCHANGED");

    api.clock().advance(Duration.ofSeconds(20));
    Answer live = live("\"streamId\": \"" + id + "\", \"sessionId\": \"another\"");
    assertThat(live.text("/outcome")).isEqualTo("RESUMED");
    assertThat(live.text("/session/id")).isEqualTo(session);
  }

  @Test
  void tenEqualEventsBeginOneSession() {
    String id = api.stream();
    String event =
        "\"streamId\": \"" + id + "\", \"sourceUrl\": \"rtmp://h/a/b\", \"sessionId\": \"s1\"";
    String session = live(event).text("/session/id");

    for (int i = 0; i < 9; i++) {
      Answer again = live(event);
      assertThat(again.text("/outcome")).isEqualTo("UNCHANGED");
      assertThat(again.text("/session/id")).isEqualTo(session);
    }
    assertThat(api.call("GET", "/v1/streams/" + id + "/sessions").json().at("/items").size())
        .isEqualTo(1);
  }

  @Test
  void aStaleIdleEventEndsNothing() {
    String id = api.liveStream();

    Answer stale = idle("\"streamId\": \"" + id + "\", \"at\": \"2026-01-01T00:00:00Z\"");
    assertThat(stale.text("/outcome")).isEqualTo("UNCHANGED");
    assertThat(api.call("GET", "/v1/streams/" + id).text("/state")).isEqualTo("live");
  }

  @Test
  void aStreamWithoutASourceCannotGoLive() {
    Answer refused = live("\"streamId\": \"" + api.stream() + "\"");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.errorFields()).isEqualTo("sourceUrl");
    assertThat(api.bus().published()).isEmpty();
  }

  @Test
  void anEventThatTheBusDidNotTakeIsPublishedByTheNextTry() {
    String id = api.stream();
    String event = "\"streamId\": \"" + id + "\", \"sourceUrl\": \"rtmp://h/a/b\"";
    api.bus().refuse(true);
    assertThat(live(event).status()).isEqualTo(500);

    api.bus().refuse(false);
    assertThat(live(event).status()).isEqualTo(202);
    assertThat(api.bus().published()).hasSize(1);
  }

  @Test
  void theBodyIsCheckedWhole() {
    Answer refused =
        live("\"sourceUrl\": \"file:///etc/passwd\", \"at\": \"yesterday\", \"sessionID\": \"x\"");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.errorFields()).isEqualTo("at,sessionID,sourceUrl,streamId");
    assertThat(live("\"streamId\": \"a\", \"at\": \"9999-01-01T00:00:00Z\"").errorFields())
        .isEqualTo("at");
    assertThat(idle("\"streamId\": \"a\", \"sourceUrl\": \"rtmp://h/a/b\"").errorFields())
        .isEqualTo("sourceUrl");
  }

  private Answer live(String fields) {
    return api.call("POST", "/v1/events/stream-live", "{" + fields + "}");
  }

  private Answer idle(String fields) {
    return api.call("POST", "/v1/events/stream-idle", "{" + fields + "}");
  }
}
