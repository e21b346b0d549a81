package dev.sluice.push.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.catalog.status.PushState;
import dev.sluice.catalog.status.PushStatus;
import dev.sluice.catalog.status.Reason;
import dev.sluice.push.output.OutputTiming;
import dev.sluice.push.testing.FourHealthy;
import dev.sluice.push.testing.FreePort;
import dev.sluice.push.testing.Manners;
import dev.sluice.push.testing.PeerConnection;
import dev.sluice.push.testing.RtmpPeer;
import dev.sluice.push.testing.Specs;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** R1, R2, R3, R28, R30: whatever one of five targets does, the other four do not notice. */
class IsolationTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final FourHealthy others =
      new FourHealthy(
          EngineOptions.defaults()
              .withTiming(OutputTiming.DEFAULT.withMaxLag(Duration.ofSeconds(2))));

  @AfterEach
  void othersAreUnharmed() {
    try (others) {
      others.assertUnharmed();
    }
  }

  @Test
  void killingATargetHarmsNoOther() {
    try (RtmpPeer bad = RtmpPeer.start()) {
      pushTo(bad);
    }
    others.run().await("bad", s -> s.reason() == Reason.CONNECT_REFUSED, LONG);
  }

  @Test
  void aBrokenConnectionIsMadeAnewAndHarmsNoOther() {
    try (RtmpPeer bad = RtmpPeer.start()) {
      pushTo(bad);
      bad.connection().reset();
      PushStatus again = others.run().await("bad", s -> s.reconnects() == 1, LONG);
      assertThat(again.state()).isIn(PushState.CONNECTING, PushState.LIVE);
    }
  }

  @Test
  void aFrozenTargetLeavesLiveWithinTenSecondsAndHarmsNoOther() {
    try (RtmpPeer bad = RtmpPeer.start()) {
      pushTo(bad);
      bad.connection().freeze();
      others.run().await("bad", s -> s.state() != PushState.LIVE, Duration.ofSeconds(10));
      others.run().await("bad", s -> s.reason() == Reason.STALLED, Duration.ofSeconds(1));
      others.run().await("bad", s -> s.reconnects() == 1, LONG);
    }
  }

  @Test
  void aTargetThatReadsATenthSkipsWholeGroupsThenReconnectsAsTooSlowAndHarmsNoOther() {
    try (RtmpPeer bad = RtmpPeer.start(Manners.reading(75_000))) {
      pushTo(bad);
      PushStatus slow = others.run().await("bad", s -> s.reason() == Reason.TOO_SLOW, LONG);
      assertThat(slow.droppedFrames()).isPositive();
      assertOnlyWholeGroupsAreLeftOut(bad.connections().getFirst());
    }
  }

  /** R28: it reads slowly until it has been made to skip, and quickly from then on. */
  @Test
  void aTargetThatFellBehindHasMissedAsManyFramesAsAreCounted() {
    try (RtmpPeer bad = RtmpPeer.start(Manners.reading(75_000))) {
      pushTo(bad);
      others.run().await("bad", s -> s.droppedFrames() > 0, LONG);
      PeerConnection slow = bad.connection();
      slow.readFreely();
      await()
          .atMost(LONG)
          .until(() -> missed(slow) > 0 && missed(slow) == droppedFrames() && isAtHead(slow));
      assertThat(bad.connections()).hasSize(1);
    }
  }

  /** R30: what it says counts though its own reading makes us wait with every byte. */
  @Test
  void aTargetThatReadsATenthIsHeardAtOnceAndHarmsNoOther() {
    try (RtmpPeer bad = RtmpPeer.start(Manners.reading(75_000))) {
      pushTo(bad);
      others.run().await("bad", s -> s.droppedFrames() > 0, LONG);
      bad.connection().ping(500);
      bad.connection().status("NetStream.Publish.Denied", "not you");
      PushStatus ended = others.run().await("bad", s -> s.state() != PushState.LIVE, LONG);
      assertThat(ended.reason()).isEqualTo(Reason.AUTH);
    }
  }

  @Test
  void aTargetThatIsNotThereHarmsNoOther() {
    others.add(Specs.rtmp("bad", "rtmp://127.0.0.1:" + FreePort.tcp() + "/app", "key"));
    others.run().await("bad", s -> s.reason() == Reason.CONNECT_REFUSED, LONG);
  }

  @Test
  void aTargetThatTalksNonsenseHarmsNoOther() {
    try (RtmpPeer bad = RtmpPeer.start(Manners.GARBAGE)) {
      others.add(Specs.rtmp("bad", bad.url(), "key"));
      others.run().await("bad", s -> s.reason() == Reason.RTMP_HANDSHAKE, LONG);
    }
  }

  /** What a target says is read and answered however much it is, and its stream goes on. */
  @Test
  void aTargetThatAsksWithoutEndIsAnsweredKeepsItsStreamAndHarmsNoOther() {
    try (RtmpPeer bad = RtmpPeer.start()) {
      pushTo(bad);
      PeerConnection chatty = bad.connection();
      int frames = chatty.videoFrames().size();
      for (int round = 0; round < 20; round++) {
        int answered = chatty.pongs();
        chatty.ping(500);
        await().atMost(LONG).until(() -> chatty.pongs() > answered);
      }
      await().atMost(LONG).until(() -> chatty.videoFrames().size() > frames + 30);
      assertThat(bad.connections()).hasSize(1);
      assertThat(chatty.protocolError()).isNull();
      List<Long> stamps = chatty.videoFrames().stream().map(PeerConnection.Media::stamp).toList();
      for (int i = 1; i < stamps.size(); i++) {
        assertThat(stamps.get(i) - stamps.get(i - 1)).isBetween(1L, 34L);
      }
    }
  }

  private void pushTo(RtmpPeer bad) {
    others.add(Specs.rtmp("bad", bad.url(), "key"));
    others.run().await("bad", PushState.LIVE);
  }

  private long droppedFrames() {
    return others.run().status("bad").droppedFrames();
  }

  private boolean isAtHead(PeerConnection peer) {
    long newest = Collections.max(others.run().source().handedOver().keySet());
    return newest - peer.videoFrames().getLast().stamp() < 1_000;
  }

  /**
   * Frames that the source sent between the first and the last that came, and that did not come.
   */
  private long missed(PeerConnection peer) {
    List<PeerConnection.Media> frames = peer.videoFrames();
    long first = frames.getFirst().stamp();
    long last = frames.getLast().stamp();
    return others.run().source().handedOver().keySet().stream()
            .filter(dts -> dts >= first && dts <= last)
            .count()
        - frames.size();
  }

  private static void assertOnlyWholeGroupsAreLeftOut(PeerConnection peer) {
    List<PeerConnection.Media> frames = peer.videoFrames();
    for (int i = 1; i < frames.size(); i++) {
      boolean follows = frames.get(i).stamp() - frames.get(i - 1).stamp() <= 34;
      assertThat(follows || frames.get(i).isKeyFrame()).as("frame " + i).isTrue();
    }
    assertThat(peer.protocolError()).isNull();
  }
}
