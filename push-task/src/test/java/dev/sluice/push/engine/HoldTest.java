package dev.sluice.push.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.catalog.status.PushState;
import dev.sluice.catalog.status.PushStatus;
import dev.sluice.push.testing.Clip;
import dev.sluice.push.testing.EngineRun;
import dev.sluice.push.testing.Manners;
import dev.sluice.push.testing.PeerConnection;
import dev.sluice.push.testing.RtmpPeer;
import dev.sluice.push.testing.Specs;
import dev.sluice.push.variant.VariantHeaders;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** R13, R26: the source comes and goes, the targets' connections stay. */
class HoldTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void aSourceThatIsAwayForTwentySecondsFindsEveryConnectionAsItWasAndTimeOnlyRises() {
    try (RtmpPeer peer = RtmpPeer.start();
        EngineRun run = start()) {
      run.apply(Specs.rtmp("p", peer.url(), "key"));
      PushStatus live = run.await("p", PushState.LIVE);

      run.source().lose();
      PushStatus holding = run.await("p", PushState.HOLDING);
      await()
          .atMost(LONG)
          .until(() -> Duration.between(holding.since(), Instant.now()).toSeconds() >= 20);
      assertThat(run.status("p").state()).isEqualTo(PushState.HOLDING);
      peer.connection().ping();
      await().atMost(LONG).until(() -> peer.connection().pongs() > 0);
      int before = peer.connection().videoFrames().size();
      run.source().comeBack();

      PushStatus again = run.await("p", PushState.LIVE);
      assertThat(again.connectionId()).isEqualTo(live.connectionId());
      assertThat(again.publishedAt()).isEqualTo(live.publishedAt());
      assertThat(peer.connections()).hasSize(1);
      await().atMost(LONG).until(() -> peer.connection().videoFrames().size() > before + 30);
      List<PeerConnection.Media> frames = peer.connection().videoFrames();
      assertThat(frames.get(before).isKeyFrame()).isTrue();
      assertThat(frames).map(PeerConnection.Media::timestamp).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void aTargetThatWasBehindWhenTheSourceWentIsLiveAgainWhenItIsBack() {
    try (RtmpPeer peer = RtmpPeer.start(Manners.reading(400_000));
        EngineRun run = EngineRun.start(EngineOptions.defaults(), Clip.stamped(25_000))) {
      run.apply(Specs.rtmp("p", peer.url(), "key"));
      String connection = run.await("p", PushState.LIVE).connectionId();
      await().atMost(LONG).until(() -> run.status("p").bytesSent() > 4_000_000);

      run.source().lose();
      run.await("p", PushState.HOLDING);
      int seen = peer.connection().videoFrames().size();
      await().atMost(LONG).until(() -> peer.connection().videoFrames().size() > seen + 20);
      assertThat(run.status("p").state()).isEqualTo(PushState.HOLDING);
      run.source().comeBack();

      assertThat(run.await("p", PushState.LIVE).connectionId()).isEqualTo(connection);
    }
  }

  @Test
  void aTargetThatIsAddedWhileTheSourceIsAwayWaitsForIt() {
    try (RtmpPeer peer = RtmpPeer.start();
        EngineRun run = start()) {
      run.source().lose();
      run.apply(Specs.rtmp("p", peer.url(), "key"));
      run.await("p", PushState.HOLDING);
      assertThat(peer.connections()).isEmpty();

      run.source().comeBack();
      run.await("p", PushState.LIVE);
    }
  }

  @Test
  void nothingIsConnectedBeforeTheSourceFirstCame() {
    try (RtmpPeer peer = RtmpPeer.start();
        EngineRun run = EngineRun.startWithoutSource(Clip.stamped(2_000))) {
      run.apply(Specs.rtmp("p", peer.url(), "key"));
      run.await("p", PushState.CONNECTING);
      assertThat(peer.connections()).isEmpty();

      run.source().comeBack();
      run.await("p", PushState.LIVE);
    }
  }

  /** R26: a target's time begins near 0 whenever it joins. */
  @Test
  void aTargetThatJoinsLateBeginsNearZeroAtAKeyFrameBehindItsHeaders() {
    try (RtmpPeer first = RtmpPeer.start();
        RtmpPeer late = RtmpPeer.start();
        EngineRun run = start()) {
      PushSpec a = Specs.rtmp("a", first.url(), "key");
      run.apply(a);
      run.await("a", PushState.LIVE);
      await().atMost(LONG).until(() -> first.connection().videoFrames().size() > 100);
      run.apply(a, Specs.rtmp("b", late.url(), "key"));
      run.await("b", PushState.LIVE);

      await().atMost(LONG).until(() -> late.connection().videoFrames().size() > 30);
      List<PeerConnection.Media> media = late.connection().media();
      assertThat(media.get(0).type()).isEqualTo(18);
      assertThat(media.subList(1, 3)).allMatch(PeerConnection.Media::isSequenceHeader);
      PeerConnection.Media frame = late.connection().videoFrames().getFirst();
      assertThat(frame.isKeyFrame()).isTrue();
      assertThat(frame.timestamp()).isLessThan(100);
    }
  }

  @Test
  void newParameterSetsReachTargetsThatAreConnectedBeforeTheKeyFrame() {
    try (RtmpPeer peer = RtmpPeer.start();
        EngineRun run = start()) {
      run.apply(Specs.rtmp("p", peer.url(), "key"));
      String connection = run.await("p", PushState.LIVE).connectionId();
      run.source()
          .change(
              h ->
                  new VariantHeaders(
                      h.videoCodec(),
                      h.audioCodec(),
                      ByteBuffer.wrap(new byte[] {0x17, 0, 0, 0, 0, 1, 0x64, 0, 0x28, -1, -31, 0}),
                      h.audioHeader(),
                      h.metadata()));

      await()
          .atMost(LONG)
          .until(() -> headers(peer) == 2 && peer.connection().media().getLast().type() != 18);
      await().atMost(LONG).until(() -> frameBehindLastHeader(peer) != null);
      assertThat(Objects.requireNonNull(frameBehindLastHeader(peer)).isKeyFrame()).isTrue();
      assertThat(run.status("p").connectionId()).isEqualTo(connection);
    }
  }

  @Test
  void anotherCodecReconnectsTheTarget() {
    try (RtmpPeer peer = RtmpPeer.start();
        EngineRun run = start()) {
      run.apply(Specs.rtmp("p", peer.url(), "key"));
      run.await("p", PushState.LIVE);
      run.source()
          .change(
              h -> new VariantHeaders(h.videoCodec(), "mp3", h.videoHeader(), null, h.metadata()));

      run.await("p", s -> s.state() == PushState.LIVE && s.reconnects() == 1, LONG);
      assertThat(peer.connections().getFirst().isEndedByPublisher()).isTrue();
    }
  }

  private static long headers(RtmpPeer peer) {
    return peer.connection().media().stream()
        .filter(m -> m.isVideo() && m.isSequenceHeader())
        .count();
  }

  private static PeerConnection.@Nullable Media frameBehindLastHeader(RtmpPeer peer) {
    PeerConnection.Media found = null;
    boolean looking = false;
    for (PeerConnection.Media m : peer.connection().media()) {
      if (m.isVideo() && m.isSequenceHeader()) {
        looking = true;
        found = null;
      } else if (looking && m.isVideo()) {
        looking = false;
        found = m;
      }
    }
    return found;
  }

  private static EngineRun start() {
    return EngineRun.start(EngineOptions.defaults(), Clip.stamped(2_000));
  }
}
