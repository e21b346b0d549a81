package dev.sluice.functions.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** MediaMTX's authentication and hooks by the requests it was seen to send. */
class MediaMtxHookTest {
  private HookRun run;

  @BeforeEach
  void open() {
    run = new HookRun("mediamtx");
  }

  @AfterEach
  void close() {
    run.close();
  }

  @Test
  void askingToPublishLetsInAndBeginsNothing() {
    assertThat(run.json("mediamtx-auth-publish.json").status()).isEqualTo(200);
    assertThat(run.stream().text("/state")).isEqualTo("idle");
    assertThat(run.api.bus().published()).isEmpty();
  }

  @Test
  void wrongKeysAndOtherActionsAreUnauthorized() {
    assertThat(run.json("mediamtx-auth-publish.json", "nobody").status()).isEqualTo(401);
    assertThat(run.json("mediamtx-auth-read.json", "nobody").status()).isEqualTo(401);
    assertThat(run.json("mediamtx-auth-api.json").status()).isEqualTo(401);
    assertThat(run.json("mediamtx-auth-read.json").status()).isEqualTo(200);

    run.api.call("PATCH", "/v1/streams/" + run.streamId, "{\"suspended\": true}");
    assertThat(run.json("mediamtx-auth-publish.json").status()).isEqualTo(401);
  }

  @Test
  void availableIsTheLiveEvent() {
    assertThat(run.form("mediamtx-available.form").status()).isEqualTo(200);

    assertThat(run.stream().text("/state")).isEqualTo("live");
    assertThat(run.sourceUrl().reveal()).isEqualTo("rtmp://ingest.internal:1935/live/" + run.key);
    assertThat(run.form("mediamtx-available.form", "nobody").status()).isEqualTo(403);
  }

  @Test
  void unavailableHoldsAndAvailableResumes() {
    run.form("mediamtx-available.form");
    String session = run.session();
    run.api.clock().advance(Duration.ofSeconds(60));

    run.form("mediamtx-unavailable.form");
    assertThat(run.isHolding()).isTrue();
    run.api.clock().advance(Duration.ofSeconds(20));
    run.form("mediamtx-available-again.form");

    assertThat(run.session()).isEqualTo(session);
    assertThat(run.isHolding()).isFalse();
  }

  @Test
  void aPublisherWhoReplacesAnotherGoesOnInItsSession() {
    run.form("mediamtx-available.form");
    String session = run.session();
    run.api.clock().advance(Duration.ofSeconds(60));

    // The hooks are processes of their own: the end of the first may be told after the second.
    run.form("mediamtx-available-again.form");
    run.api.clock().advance(Duration.ofMillis(50));
    run.form("mediamtx-unavailable.form");

    assertThat(run.session()).isEqualTo(session);
    assertThat(run.isHolding()).isFalse();
    assertThat(run.sessions()).isEqualTo(1);
  }

  @Test
  void anEventThatItDoesNotKnowIsMalformed() {
    assertThat(run.api.send(run.event().form("event=ready&path=live/x")).status()).isEqualTo(400);
    assertThat(run.api.send(run.event().form("event=available&event=unavailable")).status())
        .isEqualTo(400);
    assertThat(run.api.send(run.event().json("[]")).status()).isEqualTo(400);
  }
}
