package dev.sluice.push.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.catalog.status.PushState;
import dev.sluice.catalog.status.PushStatus;
import dev.sluice.catalog.status.Reason;
import dev.sluice.push.testing.Clip;
import dev.sluice.push.testing.EngineRun;
import dev.sluice.push.testing.Manners;
import dev.sluice.push.testing.RtmpPeer;
import dev.sluice.push.testing.Specs;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** R4, R5: targets come back, by themselves or when their owner says so. */
class ComeBackTest {
  private static final Duration AWAY = Duration.ofSeconds(20);

  /** The longest pause, and five seconds. */
  private static final Duration AT_LAST = Duration.ofSeconds(35);

  @Test
  void aTargetThatWasAwayForTwentySecondsIsLiveAgainByItself() {
    try (EngineRun run = start()) {
      RtmpPeer peer = RtmpPeer.start();
      run.apply(Specs.rtmp("p", peer.url(), "key"));
      run.await("p", PushState.LIVE);
      peer.close();
      Instant left = Instant.now();
      run.await("p", s -> s.reason() == Reason.CONNECT_REFUSED, AT_LAST);
      await()
          .atMost(AT_LAST)
          .until(() -> Duration.between(left, Instant.now()).compareTo(AWAY) > 0);

      try (RtmpPeer again = RtmpPeer.startAgain(peer.port())) {
        PushStatus status = run.await("p", s -> s.state() == PushState.LIVE, AT_LAST);
        assertThat(status.reason()).isNull();
        assertThat(status.reconnects()).isEqualTo(1);
        assertThat(again.connections()).hasSize(1);
      }
    }
  }

  @Test
  void aPushThatWasGivenUpIsGoneWhenItIsRemovedAndTheOtherStays() {
    try (RtmpPeer bad = refusing();
        RtmpPeer good = RtmpPeer.start();
        EngineRun run = start()) {
      PushSpec kept = Specs.rtmp("kept", good.url(), "key");
      run.apply(kept, Specs.rtmp("p", bad.url(), "key"));
      run.await("p", PushState.FAILED);
      String connection = run.await("kept", PushState.LIVE).connectionId();

      long revision = run.apply(kept);

      PushStatus gone = run.await("p", PushState.ENDED);
      assertThat(gone.appliedRevision()).isEqualTo(revision);
      assertThat(run.status("kept").connectionId()).isEqualTo(connection);
    }
  }

  private static RtmpPeer refusing() {
    return RtmpPeer.start(Manners.refusing("NetStream.Publish.Unauthorized", "no"));
  }

  private static EngineRun start() {
    return EngineRun.start(EngineOptions.defaults(), Clip.stamped(2_000));
  }
}
