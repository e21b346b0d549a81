package dev.sluice.push.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.catalog.status.PushState;
import dev.sluice.catalog.status.PushStatus;
import dev.sluice.push.testing.Clip;
import dev.sluice.push.testing.EngineRun;
import dev.sluice.push.testing.PeerConnection;
import dev.sluice.push.testing.RtmpPeer;
import dev.sluice.push.testing.Specs;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** R16, R29: the end of a session. */
class StopTest {
  @Test
  void everyTargetIsUnpublishedAndStoppingIsDoneInTimeThoughOnePeerNeverReads() {
    try (RtmpPeer deaf = RtmpPeer.start();
        RtmpPeer one = RtmpPeer.start();
        RtmpPeer two = RtmpPeer.start();
        EngineRun run = EngineRun.start(EngineOptions.defaults(), Clip.stamped(60_000))) {
      run.apply(
          Specs.rtmp("deaf", deaf.url(), "k"),
          Specs.rtmp("one", one.url(), "k"),
          Specs.rtmp("two", two.url(), "k"));
      List.of("deaf", "one", "two").forEach(id -> run.await(id, PushState.LIVE));
      deaf.connection().freeze();
      // Until the connection is stuffed, unpublish would still get through.
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> run.status("deaf").bytesSent() + 2_000_000 < run.status("one").bytesSent());

      long begun = System.nanoTime();
      run.engine().stop(Duration.ofSeconds(5));
      Duration took = Duration.ofNanos(System.nanoTime() - begun);

      assertThat(took).isLessThan(Duration.ofSeconds(5));
      for (RtmpPeer peer : List.of(one, two)) {
        PeerConnection connection = peer.connection();
        await().atMost(Duration.ofSeconds(5)).until(connection::isClosed);
        assertThat(connection.isEndedByPublisher()).isTrue();
        assertThat(connection.isClosedInOrder()).isTrue();
      }
      assertThat(run.engine().statuses())
          .hasSize(3)
          .extracting(PushStatus::state)
          .containsOnly(PushState.ENDED);
    }
  }
}
