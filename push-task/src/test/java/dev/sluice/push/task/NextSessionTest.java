package dev.sluice.push.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.push.Profile;
import dev.sluice.catalog.push.Push;
import dev.sluice.catalog.push.PushDraft;
import dev.sluice.catalog.push.SilentAudio;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.session.EndCause;
import dev.sluice.catalog.session.LiveEvent;
import dev.sluice.catalog.session.LiveOutcome;
import dev.sluice.catalog.status.PushState;
import dev.sluice.catalog.status.PushStatus;
import dev.sluice.catalog.stream.StreamDraft;
import dev.sluice.catalog.target.DestinationDraft;
import dev.sluice.catalog.target.Protocol;
import dev.sluice.catalog.target.TargetDraft;
import dev.sluice.catalog.testing.LocalTable;
import dev.sluice.push.engine.EngineOptions;
import dev.sluice.push.engine.FanOutEngine;
import dev.sluice.push.testing.Clip;
import dev.sluice.push.testing.ClipSource;
import dev.sluice.push.testing.Manners;
import dev.sluice.push.testing.RtmpPeer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * R5: of a session nothing goes on to the next but what stands in the table. There the push that
 * was given up has its last status, and the next session's task writes over it.
 */
class NextSessionTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final LocalTable table = LocalTable.openInRealTime();
  private final Catalog catalog = table.catalog();
  private final String account = catalog.accounts().create("tests").id();
  private final String stream =
      catalog
          .streams()
          .create(
              account,
              new StreamDraft(
                  "test",
                  Secret.of("rtmp://127.0.0.1/live/source"),
                  "rtmp://127.0.0.1/live",
                  Duration.ofSeconds(30),
                  false))
          .stream()
          .id();

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void theNextSessionTriesAPushThatTheOneBeforeGaveUpAndSaysSo() throws Exception {
    try (RtmpPeer peer = RtmpPeer.start(Manners.refusing("NetStream.Publish.Unauthorized", "no"))) {
      Push push = push(peer);
      String given = session();
      var run = start(given);
      PushStatus failed = awaitState(push, PushState.FAILED);
      assertThat(failed.sessionId()).isEqualTo(given);
      catalog.sessions().end(stream, given, EndCause.TERMINATED, null, null, null);
      assertThat(run.get(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(ExitCode.ENDED);
      int refused = peer.connections().size();

      peer.behave(Manners.GOOD);
      String next = session();
      run = start(next);

      PushStatus live = awaitState(push, PushState.LIVE);
      assertThat(live.sessionId()).isEqualTo(next);
      assertThat(live.reason()).isNull();
      assertThat(live.message()).isNull();
      assertThat(live.attempt()).isEqualTo(1);
      assertThat(live.reconnects()).isZero();
      assertThat(peer.connections()).hasSize(refused + 1);
      catalog.sessions().end(stream, next, EndCause.TERMINATED, null, null, null);
      assertThat(run.get(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(ExitCode.ENDED);
    }
  }

  private Push push(RtmpPeer peer) {
    var destination =
        new DestinationDraft(
            Protocol.RTMP, peer.url(), Secret.of(peer.url()), Secret.of("key"), null, null, null);
    var target = new TargetDraft("target", destination, true, false, List.of());
    return catalog
        .pushes()
        .create(
            account,
            stream,
            new PushDraft(null, target, true, Profile.SOURCE, false, SilentAudio.OFF));
  }

  private String session() {
    var outcome = catalog.sessions().begin(stream, new LiveEvent(null, null, Instant.now()));
    return ((LiveOutcome.Started) outcome).session().id();
  }

  private PushStatus awaitState(Push push, PushState state) {
    return await()
        .atMost(LONG)
        .until(
            () ->
                Optional.ofNullable(
                    catalog.statuses().ofPushes(stream, List.of(push.id())).get(push.id())),
            status -> status.isPresent() && status.get().state() == state)
        .orElseThrow();
  }

  private CompletableFuture<ExitCode> start(String session) {
    var run =
        new TaskRun(
            catalog,
            new TaskArguments(stream, session, 1),
            (url, listener) -> new ClipSource(listener, container -> Clip.stamped(200)),
            source ->
                FanOutEngine.create(
                    stream, session, Clock.systemUTC(), source, EngineOptions.defaults()),
            Clock.systemUTC());
    return CompletableFuture.supplyAsync(
        run::run, Thread.ofPlatform().daemon().name("task under test")::start);
  }
}
