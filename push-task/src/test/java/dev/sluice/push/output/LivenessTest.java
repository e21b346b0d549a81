package dev.sluice.push.output;

import static dev.sluice.push.output.Liveness.Verdict.FLOWING;
import static dev.sluice.push.output.Liveness.Verdict.STALLED;
import static dev.sluice.push.output.Liveness.Verdict.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** R7: what counts as a sign of life, and how long its absence is borne. */
class LivenessTest {
  private static final long SECOND = 1_000_000_000L;

  private final Liveness liveness = new Liveness(OutputTiming.DEFAULT);
  private long now = 77 * SECOND;
  private long taken;

  @Test
  void mediaFlowsOnlyOnceThePeersKernelHasAcknowledgedSome() {
    taken = 500;
    liveness.mediaBegins(taken);
    taken = 5_000;
    assertThat(look(4_500, 0)).isEqualTo(WAITING);
    assertThat(look(4_499, 0)).isEqualTo(FLOWING);
  }

  @Test
  void whereTheKernelCannotTellThePeersOwnWordIsNeeded() {
    liveness.mediaBegins(0);
    taken = 5_000;
    assertThat(liveness.look(now, taken, OptionalLong.empty(), 0)).isEqualTo(WAITING);
    liveness.heard(now);
    assertThat(liveness.look(now, taken, OptionalLong.empty(), 0)).isEqualTo(FLOWING);
  }

  @Test
  void aPathThatDropsPacketsIsNoticedWithinTenSecondsOfTheLastAcknowledgement() {
    flow(20);
    for (int i = 0; i < 35; i++) {
      step();
      taken += 200_000;
      assertThat(look(200_000L * (i + 1), 0)).as("after %d steps", i).isEqualTo(FLOWING);
    }
    step();
    taken += 200_000;
    assertThat(look(200_000L * 36, 0)).isEqualTo(STALLED);
  }

  @Test
  void whatStalledAndMovesAgainIsWellAgain() {
    flow(4);
    step(10);
    step(10);
    long stuck = 1_000;
    taken += stuck;
    for (int i = 0; i < 40; i++) {
      step();
      look(stuck, 0);
    }
    assertThat(look(stuck, 0)).isEqualTo(STALLED);
    assertThat(look(stuck - 1, 0)).isEqualTo(FLOWING);
  }

  @Test
  void aPeerWithNothingOutstandingIsNeverStalled() {
    flow(4);
    for (int i = 0; i < 400; i++) {
      step();
      assertThat(look(0, 0)).isEqualTo(FLOWING);
    }
  }

  @Test
  void aReaderThatFreezesWhileItsKernelAcknowledgesIsFoundByItsSilence() {
    flow(4);
    liveness.pingAnswered();
    liveness.heard(now);
    liveness.pinged(now, 0);
    boolean found = false;
    for (int i = 0; i < 40; i++) {
      step();
      taken += 200_000;
      found = look(0, 0) == STALLED;
      assertThat(found).as("after %d steps", i).isEqualTo(i >= 35);
    }
    assertThat(found).isTrue();
  }

  @Test
  void aPeerThatNeverAnsweredAPingIsNotJudgedByPings() {
    flow(4);
    liveness.pinged(now, 0);
    for (int i = 0; i < 80; i++) {
      step();
      taken += 200_000;
      assertThat(look(0, 0)).isEqualTo(FLOWING);
    }
  }

  @Test
  void aPingBehindABacklogMayTakeItsTime() {
    flow(4);
    liveness.pingAnswered();
    liveness.heard(now);
    liveness.pinged(now, 1_000_000);
    for (int i = 0; i < 80; i++) {
      step();
      taken += 200_000;
      assertThat(look(1_000, 500_000)).isEqualTo(FLOWING);
    }
  }

  @Test
  void ourOwnPauseIsNotHeldAgainstThePeer() {
    flow(4);
    taken += 1_000;
    look(1_000, 0);
    now += 60 * SECOND;
    assertThat(look(1_000, 0)).isEqualTo(FLOWING);
  }

  @Test
  void afterAPauseOfTheSourceMediaHasToBeTakenInAnew() {
    flow(4);
    liveness.mediaPauses();
    assertThat(liveness.awaitsMedia()).isTrue();
    assertThat(look(0, 0)).isEqualTo(WAITING);
    liveness.mediaBegins(taken);
    assertThat(look(0, 0)).isEqualTo(WAITING);
    taken += 10;
    assertThat(look(0, 0)).isEqualTo(FLOWING);
  }

  private void flow(int steps) {
    liveness.mediaBegins(taken);
    for (int i = 0; i < steps; i++) {
      step();
      taken += 200_000;
      assertThat(look(0, 0)).isEqualTo(FLOWING);
    }
  }

  private void step() {
    step(250);
  }

  private void step(long millis) {
    now += millis * 1_000_000;
  }

  private Liveness.Verdict look(long unacked, long waiting) {
    return liveness.look(now, taken, OptionalLong.of(unacked), waiting);
  }
}
