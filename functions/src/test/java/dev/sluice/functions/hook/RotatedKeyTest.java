package dev.sluice.functions.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.account.Account;
import dev.sluice.functions.testing.Answer;
import dev.sluice.functions.testing.GatewayEvent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a key still opens once it was rotated away while its stream is live. */
class RotatedKeyTest {
  @Test
  void nginxLetsTheTaskPlayAndHearsThePublishersEndButLetsNobodyPublish() {
    try (HookRun run = new HookRun("nginx-rtmp")) {
      run.form("nginx-publish.form");
      String fresh = rotate(run);

      assertThat(run.form("nginx-play.form").status()).isEqualTo(200);
      assertThat(run.form("nginx-publish-again.form").status()).isEqualTo(403);
      assertThat(run.form("nginx-play.form", fresh).status()).isEqualTo(200);
      assertThat(run.isHolding()).isFalse();
      assertThat(run.form("nginx-publish-done.form").status()).isEqualTo(200);
      assertThat(run.isHolding()).as("the end was told under the old key").isTrue();
      assertThat(run.form("nginx-publish-again.form", fresh).status()).isEqualTo(200);
      assertThat(run.isHolding()).isFalse();
      assertThat(run.sourceUrl().reveal()).endsWith("/" + fresh);
      assertThat(run.sessions()).isEqualTo(1);
    }
  }

  @Test
  void withTheSessionEveryUseOfTheOldKeyEnds() {
    try (HookRun run = new HookRun("nginx-rtmp")) {
      run.form("nginx-publish.form");
      String _ = rotate(run);
      run.api.call("POST", "/v1/streams/" + run.streamId + "/terminate");

      assertThat(run.form("nginx-play.form").status()).isEqualTo(403);
    }
  }

  @Test
  void aPublisherThatIsThereGoesOnUnderTheOldKeyUntilItsStreamIsSuspended() {
    try (HookRun run = new HookRun("nginx-rtmp")) {
      run.form("nginx-publish.form");
      String _ = rotate(run);
      assertThat(run.form("nginx-update.form").status()).isEqualTo(200);

      run.api.call("PATCH", "/v1/streams/" + run.streamId, "{\"suspended\": true}");
      assertThat(run.form("nginx-update.form").status()).isEqualTo(403);
      assertThat(run.form("nginx-play.form").status())
          .as("the old key opens nothing")
          .isEqualTo(403);

      Account other = run.api.catalog().accounts().create("other");
      String body = run.text("nginx-update.form", run.key);
      assertThat(run.api.send(nginx(run.api.newKey(other)).form(body)).status())
          .as("another account learns nothing")
          .isEqualTo(200);
    }
  }

  @Test
  void anotherAccountsRotatedKeyStaysRefused() {
    try (HookRun run = new HookRun("nginx-rtmp")) {
      run.form("nginx-publish.form");
      String _ = rotate(run);
      Account other = run.api.catalog().accounts().create("other");
      String body = run.text("nginx-play.form", run.key);
      String done = run.text("nginx-publish-done.form", run.key);
      String apiKey = run.api.newKey(other);

      assertThat(run.api.send(nginx(apiKey).form(body)).status()).isEqualTo(403);
      Answer _ = run.api.send(nginx(apiKey).form(done));
      assertThat(run.isHolding()).isFalse();
      assertThat(run.form("nginx-play.form", "nobody").status()).isEqualTo(403);
    }
  }

  @Test
  void srsAndMediaMtxToo() {
    try (HookRun run = new HookRun("srs")) {
      run.json("srs-on-publish.json");
      String _ = rotate(run);
      assertThat(run.json("srs-on-play.json").status()).isEqualTo(200);
      assertThat(run.json("srs-on-publish-again.json").status()).isEqualTo(403);
      run.json("srs-on-unpublish.json");
      assertThat(run.isHolding()).isTrue();
    }
    try (HookRun run = new HookRun("mediamtx")) {
      run.form("mediamtx-available.form");
      String _ = rotate(run);
      assertThat(run.json("mediamtx-auth-read.json").status()).isEqualTo(200);
      assertThat(run.json("mediamtx-auth-publish.json").status()).isEqualTo(401);
      assertThat(run.form("mediamtx-available-again.form").status()).isEqualTo(403);
      run.form("mediamtx-unavailable.form");
      assertThat(run.isHolding()).isTrue();
    }
  }

  @Test
  void anEventByTheOldKeyEndsTheSessionAndBeginsNone() {
    try (HookRun run = new HookRun("nginx-rtmp")) {
      run.form("nginx-publish.form");
      String _ = rotate(run);
      run.api.clock().advance(Duration.ofSeconds(1));

      String byKey = "{\"streamKey\": \"" + run.key + "\"}";
      assertThat(run.api.call("POST", "/v1/events/stream-live", byKey).status()).isEqualTo(404);
      assertThat(run.api.call("POST", "/v1/events/stream-idle", byKey).text("/outcome"))
          .isEqualTo("HOLDING");
    }
  }

  private static GatewayEvent nginx(String apiKey) {
    return GatewayEvent.of("POST", "/v1/hooks/nginx-rtmp").bearer(apiKey);
  }

  private static String rotate(HookRun run) {
    return run.api
        .call("POST", "/v1/streams/" + run.streamId + "/rotate-key")
        .text("/ingest/streamKey");
  }
}
