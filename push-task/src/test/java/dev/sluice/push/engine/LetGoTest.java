package dev.sluice.push.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.catalog.status.PushState;
import dev.sluice.catalog.status.PushStatus;
import dev.sluice.push.testing.Clip;
import dev.sluice.push.testing.EngineRun;
import dev.sluice.push.testing.RtmpPeer;
import dev.sluice.push.testing.Specs;
import dev.sluice.push.testing.SrtPeer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A push's end is the last of it: a session that goes on for months keeps no trace. */
class LetGoTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final int ROUNDS = 10;
  private static final int AT_ONCE = 100;

  @Test
  void aThousandPushesThatCameAndWentLeaveNothingInTheEngine() {
    try (EngineRun run = EngineRun.startWithoutSource(Clip.stamped(200))) {
      for (int round = 0; round < ROUNDS; round++) {
        int first = round * AT_ONCE;
        run.apply(
            IntStream.range(first, first + AT_ONCE)
                .mapToObj(i -> push("p" + i))
                .toArray(PushSpec[]::new));
        run.apply();
        await().atMost(SOON).until(() -> countOf(run, PushState.ENDED) == AT_ONCE);
        run.engine().reported(run.engine().statuses());
        assertThat(run.engine().statuses()).isEmpty();
      }
      awaitNothingInHand(run);
      assertThat(run.engine().statuses()).as("nothing is told after the end").isEmpty();
    }
  }

  @Test
  void anEndThatIsReportedWhileItIsToldIsNotToldAgain() {
    try (SrtPeer peer = SrtPeer.start(SrtPeer.Manner.GOOD);
        EngineRun run = start()) {
      run.apply(Specs.srt("p", peer.url()));
      run.await("p", PushState.LIVE);
      run.engine().onStateChange(() -> run.engine().reported(run.engine().statuses()));

      run.apply();

      awaitNothingInHand(run);
      assertThat(run.engine().statuses()).isEmpty();
    }
  }

  @Test
  void anEndIsKeptUntilItIsReportedAndALaterOneOfTheSamePushAsWell() {
    try (EngineRun run = EngineRun.startWithoutSource(Clip.stamped(200))) {
      run.apply(push("p"));
      run.apply();
      run.await("p", PushState.ENDED);
      awaitNothingInHand(run);
      Collection<PushStatus> written = run.engine().statuses();
      assertThat(written).extracting(PushStatus::state).containsExactly(PushState.ENDED);

      run.apply(push("p"));
      run.await("p", PushState.CONNECTING);
      run.engine().reported(written);
      assertThat(run.status("p").state()).isEqualTo(PushState.CONNECTING);

      long revision = run.apply();
      run.await("p", PushState.ENDED);
      run.engine().reported(written);
      assertThat(run.status("p").appliedRevision()).isEqualTo(revision);
    }
  }

  @Test
  void aPushThatIsWantedAgainAfterItsEndBeginsAnewItsCountersToo() {
    try (RtmpPeer peer = RtmpPeer.start();
        EngineRun run = start()) {
      run.apply(Specs.rtmp("p", peer.url(), "key"));
      String before = run.await("p", PushState.LIVE).connectionId();
      run.apply();
      run.await("p", PushState.ENDED);

      run.apply(Specs.rtmp("p", peer.url(), "key"));

      PushStatus again = run.await("p", PushState.LIVE);
      assertThat(again.connectionId()).isNotEqualTo(before);
      assertThat(again.reconnects()).isZero();
      assertThat(again.attempt()).isEqualTo(1);
    }
  }

  @Test
  void aSessionEndsThoughSomePushesWereLetGoOfBefore() {
    try (RtmpPeer peer = RtmpPeer.start();
        EngineRun run = start()) {
      run.apply(push("gone"), Specs.rtmp("stays", peer.url(), "key"));
      run.await("stays", PushState.LIVE);
      run.apply(Specs.rtmp("stays", peer.url(), "key"));
      run.engine().reported(List.of(run.await("gone", PushState.ENDED)));

      long begun = System.nanoTime();
      run.engine().stop(SOON);

      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
      assertThat(run.engine().statuses()).extracting(PushStatus::pushId).containsExactly("stays");
      assertThat(run.status("stays").state()).isEqualTo(PushState.ENDED);
    }
  }

  private static void awaitNothingInHand(EngineRun run) {
    await().atMost(SOON).until(() -> run.engine().pushesInHand().join() == 0);
  }

  private static long countOf(EngineRun run, PushState state) {
    return run.engine().statuses().stream().filter(s -> s.state() == state).count();
  }

  /** A push to where nobody listens. */
  private static PushSpec push(String id) {
    return Specs.rtmp(id, "rtmp://127.0.0.1:1/live", "key");
  }

  private static EngineRun start() {
    return EngineRun.start(EngineOptions.defaults(), Clip.stamped(2_000));
  }
}
