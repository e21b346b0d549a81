package dev.sluice.push.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.catalog.status.PushState;
import dev.sluice.catalog.status.PushStatus;
import dev.sluice.catalog.status.Reason;
import dev.sluice.push.testing.Clip;
import dev.sluice.push.testing.EngineRun;
import dev.sluice.push.testing.Manners;
import dev.sluice.push.testing.PeerConnection;
import dev.sluice.push.testing.RtmpPeer;
import dev.sluice.push.testing.Specs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** R9, R16, R23, R40: changes reach the wire at once, and only where they are meant. */
class LiveChangeTest {
  private static final int CHANGES = 50;
  private static final Duration LONG = Duration.ofSeconds(20);

  @Test
  void fiftyTogglesReachTheWireWithinTwoSecondsAndTheOtherTargetKeepsItsConnection() {
    try (RtmpPeer steady = RtmpPeer.start();
        RtmpPeer toggled = RtmpPeer.start();
        EngineRun run = start()) {
      PushSpec first = Specs.rtmp("steady", steady.url(), "a");
      PushSpec second = Specs.rtmp("toggled", toggled.url(), "b");
      run.apply(first);
      String connection = run.await("steady", PushState.LIVE).connectionId();
      List<Long> millis = new ArrayList<>();
      for (int i = 0; i < CHANGES; i++) {
        boolean on = i % 2 == 0;
        long revision = on ? run.apply(first, second) : run.apply(first);
        PushStatus done = run.await("toggled", s -> s.appliedRevision() == revision, LONG);
        assertThat(done.state() == PushState.ENDED).isEqualTo(!on);
        millis.add(Objects.requireNonNull(done.appliedAfterMillis()));
      }
      millis.sort(null);
      System.out.printf(
          "%d changes applied: p50 %d ms, p95 %d ms, most %d ms%n",
          CHANGES, millis.get(CHANGES / 2), millis.get(CHANGES * 95 / 100), millis.getLast());
      assertThat(millis.get(CHANGES * 95 / 100)).isLessThan(2_000);
      assertThat(run.status("steady").connectionId()).isEqualTo(connection);
      assertThat(run.status("steady").appliedRevision()).isEqualTo(CHANGES + 1);
      assertThat(steady.connections()).hasSize(1);
      assertThat(toggled.connections())
          .hasSize(CHANGES / 2)
          .allMatch(PeerConnection::isEndedByPublisher, "unpublished before it was closed");
    }
  }

  @Test
  void anotherKeyReconnectsThatPushAlone() {
    try (RtmpPeer one = RtmpPeer.start();
        RtmpPeer two = RtmpPeer.start();
        EngineRun run = start()) {
      PushSpec kept = Specs.rtmp("kept", one.url(), "a");
      run.apply(kept, Specs.rtmp("moved", two.url(), "old"));
      String connection = run.await("kept", PushState.LIVE).connectionId();
      run.await("moved", PushState.LIVE);

      run.apply(kept, Specs.rtmp("moved", two.url(), "new?x=1&y=%20!/z"));

      run.await("moved", s -> s.state() == PushState.LIVE && s.reconnects() == 1, LONG);
      assertThat(two.connection().name()).isEqualTo("new?x=1&y=%20!/z");
      assertThat(two.connections().getFirst().isEndedByPublisher()).isTrue();
      assertThat(run.status("kept").connectionId()).isEqualTo(connection);
    }
  }

  @Test
  void aRestartMakesANewConnectionOfOnePushWhileItIsLive() {
    try (RtmpPeer one = RtmpPeer.start();
        RtmpPeer two = RtmpPeer.start();
        EngineRun run = start()) {
      PushSpec a = Specs.rtmp("a", one.url(), "a");
      PushSpec b = Specs.rtmp("b", two.url(), "b");
      run.apply(a, b);
      PushStatus before = run.await("a", PushState.LIVE);
      String first = before.connectionId();
      String other = run.await("b", PushState.LIVE).connectionId();

      run.apply(Specs.asked(a, 0, 1), b);

      PushStatus again =
          run.await(
              "a",
              s -> s.state() == PushState.LIVE && !Objects.equals(s.connectionId(), first),
              LONG);
      assertThat(again.publishedAt()).isAfter(before.publishedAt());
      assertThat(run.status("b").connectionId()).isEqualTo(other);
      assertThat(one.connections()).hasSize(2);
      assertThat(one.connections().getFirst().isEndedByPublisher()).isTrue();
    }
  }

  /** R6. */
  @Test
  void aRetryActsInFailedAndInBackoffAndNotWhenLive() {
    try (RtmpPeer peer = RtmpPeer.start(Manners.refusing("NetStream.Publish.Unauthorized", "no"));
        EngineRun run = start()) {
      PushSpec push = Specs.rtmp("p", peer.url(), "key");
      run.apply(push);
      run.await("p", PushState.FAILED);

      peer.behave(Manners.refusing("NetStream.Publish.BadName", "already publishing"));
      run.apply(Specs.asked(push, 1, 0));
      run.await("p", s -> s.reason() == Reason.TARGET_BUSY, LONG);

      peer.behave(Manners.GOOD);
      run.apply(Specs.asked(push, 2, 0));
      String connection = run.await("p", PushState.LIVE).connectionId();
      assertThat(peer.connections()).hasSize(4);

      long revision = run.apply(Specs.asked(push, 3, 0));
      run.await("p", s -> s.appliedRevision() == revision, LONG);
      assertThat(run.status("p").connectionId()).isEqualTo(connection);
    }
  }

  /** R5. */
  @Test
  void aPushThatWasGivenUpComesBackWhenItIsSwitchedOffAndOn() {
    try (RtmpPeer peer = RtmpPeer.start(Manners.refusing("NetStream.Publish.Unauthorized", "no"));
        EngineRun run = start()) {
      PushSpec push = Specs.rtmp("p", peer.url(), "key");
      run.apply(push);
      run.await("p", PushState.FAILED);

      run.apply();
      run.await("p", PushState.ENDED);
      peer.behave(Manners.GOOD);
      run.apply(push);
      assertThat(run.await("p", PushState.LIVE).attempt()).isEqualTo(1);
    }
  }

  @Test
  void twoVariantsOfOneTargetArePushedSideBySide() {
    try (RtmpPeer peer = RtmpPeer.start();
        EngineRun run = start()) {
      PushSpec a = Specs.rtmp("a", peer.url(), "one");
      PushSpec b = Specs.rtmp("b", peer.url(), "two");
      run.apply(a, b);
      run.await("a", PushState.LIVE);
      run.await("b", PushState.LIVE);
      await().atMost(LONG).until(() -> peer.publishes() == 2);
    }
  }

  private static EngineRun start() {
    return EngineRun.start(EngineOptions.defaults(), Clip.stamped(2_000));
  }
}
