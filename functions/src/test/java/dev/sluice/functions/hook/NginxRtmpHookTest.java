package dev.sluice.functions.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.functions.testing.Answer;
import dev.sluice.functions.testing.GatewayEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** nginx-rtmp's hook by the requests that nginx-rtmp sends. */
class NginxRtmpHookTest {
  private HookRun run;

  @BeforeEach
  void open() {
    run = new HookRun("nginx-rtmp");
  }

  @AfterEach
  void close() {
    run.close();
  }

  @Test
  void publishBeginsASessionPulledByTheTemplate() {
    Answer answer = run.form("nginx-publish.form");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(run.stream().text("/state")).isEqualTo("live");
    assertThat(run.sourceUrl().reveal()).isEqualTo("rtmp://ingest.internal:1935/live/" + run.key);
    assertThat(run.api.bus().published()).hasSize(1);
  }

  @Test
  void anEncoderAwayForTwentySecondsFindsTheSameSession() {
    run.form("nginx-publish.form");
    String session = run.session();
    run.api.clock().advance(Duration.ofMinutes(10));

    assertThat(run.form("nginx-publish-done.form").status()).isEqualTo(200);
    assertThat(run.isHolding()).isTrue();
    run.api.clock().advance(Duration.ofSeconds(20));
    assertThat(run.form("nginx-publish-again.form").status()).isEqualTo(200);

    assertThat(run.session()).isEqualTo(session);
    assertThat(run.isHolding()).isFalse();
    assertThat(run.sessions()).isEqualTo(1);
  }

  @Test
  void aStaleUnpublishOfAnOlderConnectionEndsNothing() {
    run.form("nginx-publish.form");
    run.api.clock().advance(Duration.ofSeconds(60));
    run.form("nginx-publish-done.form");
    run.form("nginx-publish-again.form");
    run.api.clock().advance(Duration.ofSeconds(5));

    run.form("nginx-publish-done.form");
    assertThat(run.isHolding()).isFalse();
  }

  @Test
  void aSecondPublisherWhomNginxRefusesTakesNothingFromTheFirst() {
    run.form("nginx-publish.form");
    String session = run.session();
    run.api.clock().advance(Duration.ofSeconds(60));

    // nginx-rtmp asks before it looks whether the name is taken, then tells that the second went.
    run.form("nginx-publish-again.form");
    run.form("nginx-publish-done-again.form");

    assertThat(run.session()).isEqualTo(session);
    assertThat(run.isHolding()).isFalse();
    run.form("nginx-publish-done.form");
    assertThat(run.isHolding()).isTrue();
  }

  @Test
  void unknownRotatedAndSuspendedKeysAreRefused() {
    assertThat(run.form("nginx-publish.form", "nobody").status()).isEqualTo(403);

    run.api.call("POST", "/v1/streams/" + run.streamId + "/rotate-key");
    assertThat(run.form("nginx-publish.form").status()).isEqualTo(403);

    String fresh =
        run.api
            .call("POST", "/v1/streams/" + run.streamId + "/rotate-key")
            .text("/ingest/streamKey");
    run.api.call("PATCH", "/v1/streams/" + run.streamId, "{\"suspended\": true}");
    assertThat(run.form("nginx-publish.form", fresh).status()).isEqualTo(403);
    assertThat(run.stream().text("/state")).isEqualTo("idle");
  }

  @Test
  void anUpdateThrowsOutThePublisherOfASuspendedStreamOnly() {
    run.form("nginx-publish.form");
    assertThat(run.form("nginx-update.form").status()).isEqualTo(200);

    run.api.call("PATCH", "/v1/streams/" + run.streamId, "{\"suspended\": true}");
    assertThat(run.form("nginx-update.form").status()).isEqualTo(403);
  }

  @Test
  void whoPlaysNeedsTheKey() {
    assertThat(run.form("nginx-play.form").status()).isEqualTo(200);
    assertThat(run.form("nginx-play.form", "nobody").status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"&name=victim", "&call=publish_done", "&app=other", "&%6eame=victim", "&name"})
  void aPublishersArgumentsNeverStandForTheServersOwnFields(String forged) {
    String body = run.text("nginx-publish.form", run.key) + forged;

    assertThat(run.api.send(run.event().form(body)).status()).isEqualTo(400);
    assertThat(run.stream().text("/state")).isEqualTo("idle");
  }

  @Test
  void anyOtherArgumentOfThePublisherIsPassedOver() {
    String body = run.text("nginx-publish.form", run.key) + "&token=100%&clientid=7&addr=x";

    assertThat(run.api.send(run.event().form(body)).status()).isEqualTo(200);
    run.api.clock().advance(Duration.ofSeconds(1));
    run.form("nginx-publish-done.form");
    assertThat(run.isHolding()).as("the first clientid counts").isTrue();
  }

  @Test
  void theKeyOfTheApiMayComeAsBasicPasswordOrInTheQuery() {
    String body = run.text("nginx-play.form", run.key);
    String basic =
        Base64.getEncoder()
            .encodeToString(("any:" + run.api.apiKey()).getBytes(StandardCharsets.UTF_8));
    String route = "/v1/hooks/nginx-rtmp";

    assertThat(
            run.api
                .send(
                    GatewayEvent.of("POST", route)
                        .header("authorization", "Basic " + basic)
                        .form(body))
                .status())
        .isEqualTo(200);
    assertThat(
            run.api
                .send(
                    GatewayEvent.of("POST", route + "?key=" + run.api.apiKey() + "&key=x")
                        .form(body))
                .status())
        .isEqualTo(200);
    assertThat(
            run.api
                .send(GatewayEvent.of("POST", route + "?key=x&key=" + run.api.apiKey()).form(body))
                .status())
        .isEqualTo(401);
    assertThat(run.api.send(GatewayEvent.of("POST", route).form(body)).status()).isEqualTo(401);
  }

  @Test
  void anotherAccountsKeyOpensNoStreamOfThisOne() {
    String other = run.api.newKey(run.api.catalog().accounts().create("other"));
    String body = run.text("nginx-publish.form", run.key);

    Answer refused =
        run.api.send(GatewayEvent.of("POST", "/v1/hooks/nginx-rtmp").bearer(other).form(body));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(run.stream().text("/state")).isEqualTo("idle");
  }

  @Test
  void connectAndOtherCallsGoOn() {
    assertThat(run.api.send(run.event().form("call=connect&app=live&addr=1.2.3.4")).status())
        .isEqualTo(200);
    assertThat(run.api.send(run.event().form("app=live")).status()).isEqualTo(400);
  }
}
