package dev.sluice.functions.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.functions.testing.Answer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SRS's hook by the requests of its documentation. */
class SrsHookTest {
  private HookRun run;

  @BeforeEach
  void open() {
    run = new HookRun("srs");
  }

  @AfterEach
  void close() {
    run.close();
  }

  @Test
  void publishBeginsASessionAndAnswersCodeZero() {
    Answer answer = run.json("srs-on-publish.json");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().at("/code").intValue()).isZero();
    assertThat(run.stream().text("/state")).isEqualTo("live");
    assertThat(run.sourceUrl().reveal()).isEqualTo("rtmp://ingest.internal:1935/live/" + run.key);
  }

  @Test
  void unpublishHoldsAndTheNextPublishResumes() {
    run.json("srs-on-publish.json");
    String session = run.session();
    run.api.clock().advance(Duration.ofSeconds(60));

    assertThat(run.json("srs-on-unpublish.json").status()).isEqualTo(200);
    assertThat(run.isHolding()).isTrue();
    run.api.clock().advance(Duration.ofSeconds(20));
    run.json("srs-on-publish-again.json");
    assertThat(run.session()).isEqualTo(session);
    assertThat(run.isHolding()).isFalse();

    run.json("srs-on-unpublish.json");
    assertThat(run.isHolding()).as("the first connection's end is stale").isFalse();
  }

  @Test
  void anUnknownKeyIsRefusedByStatusAndCode() {
    Answer answer = run.json("srs-on-publish.json", "nobody");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.json().at("/code").intValue()).isNotZero();
  }

  @Test
  void aSuspendedStreamsKeyIsRefused() {
    run.api.call("PATCH", "/v1/streams/" + run.streamId, "{\"suspended\": true}");

    assertThat(run.json("srs-on-publish.json").status()).isEqualTo(403);
    assertThat(run.json("srs-on-play.json").status()).isEqualTo(403);
  }

  @Test
  void whoPlaysNeedsTheKey() {
    assertThat(run.json("srs-on-play.json").json().at("/code").intValue()).isZero();
    assertThat(run.json("srs-on-play.json", "nobody").status()).isEqualTo(403);
  }

  @Test
  void aForgedSecondStreamIsNoJson() {
    String body =
        run.text("srs-on-publish.json", run.key)
            .replace("\"param\"", "\"stream\": \"x\", \"param\"");

    assertThat(run.api.send(run.event().json(body)).status()).isEqualTo(400);
  }
}
