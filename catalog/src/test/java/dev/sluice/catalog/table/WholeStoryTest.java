package dev.sluice.catalog.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.account.Account;
import dev.sluice.catalog.launch.Launch;
import dev.sluice.catalog.launch.LiveSession;
import dev.sluice.catalog.page.PageRequest;
import dev.sluice.catalog.push.Profile;
import dev.sluice.catalog.push.Push;
import dev.sluice.catalog.push.PushDraft;
import dev.sluice.catalog.push.SilentAudio;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.session.EndCause;
import dev.sluice.catalog.session.Lease;
import dev.sluice.catalog.session.LiveEvent;
import dev.sluice.catalog.session.LiveOutcome;
import dev.sluice.catalog.session.SessionState;
import dev.sluice.catalog.stream.KeyedStream;
import dev.sluice.catalog.stream.StreamDraft;
import dev.sluice.catalog.stream.StreamState;
import dev.sluice.catalog.target.DestinationDraft;
import dev.sluice.catalog.target.Protocol;
import dev.sluice.catalog.target.TargetDraft;
import dev.sluice.catalog.testing.LocalTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** One stream's way from its creation to its removal. */
class WholeStoryTest {
  @Test
  void aStreamIsMadeGoesLiveIsPushedEndsAndIsRemoved() {
    try (LocalTable table = LocalTable.open()) {
      Catalog catalog = table.catalog();
      Account account = catalog.accounts().create("acme");
      Secret apiKey = catalog.accounts().createApiKey(account.id(), "first");
      assertThat(catalog.accounts().findByApiKey(apiKey)).contains(account);

      KeyedStream made =
          catalog
              .streams()
              .create(
                  account.id(),
                  new StreamDraft("morning", null, null, Duration.ofSeconds(30), false));
      String streamId = made.stream().id();
      assertThat(catalog.streams().findByIngestKey(made.ingestKey())).contains(made.stream());
      Push push = catalog.pushes().create(account.id(), streamId, inlinePush());
      assertThat(catalog.pushes().all(streamId)).containsExactly(push);
      assertThat(catalog.targets().open(push.target()).streamKey()).isEqualTo(Secret.of("k"));
      assertThat(catalog.sessions().control(streamId).orElseThrow().revision()).isEqualTo(2);

      LiveOutcome outcome =
          catalog
              .sessions()
              .begin(
                  streamId,
                  new LiveEvent(null, Secret.of("rtmp://in.example/live/x"), LocalTable.START));
      assertThat(outcome).isInstanceOf(LiveOutcome.Started.class);
      String sessionId = ((LiveOutcome.Started) outcome).session().id();
      assertThat(catalog.sessions().openSourceUrl(streamId, sessionId).reveal())
          .isEqualTo("rtmp://in.example/live/x");
      Launch launch =
          catalog
              .launches()
              .freeze(streamId, sessionId, 1, Map.of("cpu", "256"), null)
              .orElseThrow();
      catalog.launches().started(launch, "task-1");
      Lease lease = catalog.leases().acquire(streamId, sessionId, 1, "me");
      catalog.leases().renew(lease);
      catalog.sessions().observe(lease, SessionState.LIVE, null, null, null);
      List<LiveSession> live = new ArrayList<>();
      for (int shard = 0; shard < 8; shard++) {
        live.addAll(catalog.launches().live(shard, null).items());
      }
      assertThat(live).hasSize(1);
      assertThat(Objects.requireNonNull(live.getFirst().launch()).taskRef()).isEqualTo("task-1");
      assertThat(Objects.requireNonNull(live.getFirst().lease()).owner()).isEqualTo("me");
      assertThat(catalog.streams().find(streamId).orElseThrow().state())
          .isEqualTo(StreamState.LIVE);

      assertThat(catalog.sessions().end(streamId, sessionId, EndCause.TERMINATED, null, null, null))
          .isTrue();
      catalog.leases().release(lease);
      catalog.launches().putAway(streamId, sessionId);
      assertThat(
              catalog
                  .sessions()
                  .history(account.id(), streamId, PageRequest.first())
                  .items()
                  .getFirst()
                  .state())
          .isEqualTo(SessionState.ENDED);

      catalog.streams().delete(account.id(), streamId);
      assertThat(catalog.streams().find(streamId)).isEmpty();
      assertThat(catalog.streams().list(account.id(), PageRequest.first()).items()).isEmpty();
      var left = table.client().scan(scan -> scan.tableName(LocalTable.NAME)).items();
      assertThat(left)
          .extracting(item -> new Item(item).text("pk"))
          .allMatch(pk -> pk.startsWith("ACCOUNT#") || pk.startsWith("KEY#"));
    }
  }

  private static PushDraft inlinePush() {
    return new PushDraft(
        null,
        new TargetDraft(
            "one",
            new DestinationDraft(
                Protocol.RTMP,
                "rtmp://a.example/app",
                Secret.of("rtmp://a.example/app"),
                Secret.of("k"),
                null,
                null,
                null),
            true,
            false,
            List.of()),
        true,
        Profile.SOURCE,
        false,
        SilentAudio.OFF);
  }
}
