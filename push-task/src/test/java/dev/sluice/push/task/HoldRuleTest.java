package dev.sluice.push.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.session.EndCause;
import dev.sluice.catalog.session.SessionControl;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HoldRuleTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void aFlowingSourceWithoutAnIdleEventIsNeverDue() {
    assertThat(HoldRule.due(control(30, null), flowing(), null, START.plusSeconds(86_400)))
        .isEmpty();
  }

  @Test
  void anIdleEventEndsTheSessionWhenTheHoldHasRunOutAndNotBefore() {
    SessionControl idle = control(30, START);
    assertThat(HoldRule.due(idle, lost(true, START), null, START.plusMillis(29_999))).isEmpty();
    assertThat(HoldRule.due(idle, lost(true, START), null, START.plusSeconds(30)))
        .contains(EndCause.HOLD_EXPIRED);
  }

  @Test
  void aSourceLostWithoutAnIdleEventEndsTheSessionAfterTheSameHold() {
    SessionControl live = control(20, null);
    assertThat(HoldRule.due(live, lost(true, START), null, START.plusMillis(19_999))).isEmpty();
    assertThat(HoldRule.due(live, lost(true, START), null, START.plusSeconds(20)))
        .contains(EndCause.SOURCE_LOST);
  }

  @Test
  void aHoldOfZeroEndsAtOnceWhenTheSourceGoes() {
    assertThat(HoldRule.due(control(0, null), lost(true, START), null, START))
        .contains(EndCause.SOURCE_LOST);
  }

  @Test
  void aSourceThatNeverCameIsGivenTimeToOpenEvenWithAHoldOfZero() {
    SessionControl live = control(0, null);
    assertThat(HoldRule.due(live, lost(false, START), null, START.plusSeconds(29))).isEmpty();
    assertThat(HoldRule.due(live, lost(false, START), null, START.plus(HoldRule.OPENING)))
        .contains(EndCause.SOURCE_LOST);
  }

  @Test
  void aSourceToldOfAfterItWasLostIsGivenTimeToOpen() {
    SessionControl resumed = control(0, null);
    SourceWatch.Seen lost = lost(true, START);
    Instant back = START.plusSeconds(29);
    assertThat(HoldRule.due(resumed, lost, back, START.plusSeconds(58))).isEmpty();
    assertThat(HoldRule.due(resumed, lost, back, START.plusSeconds(59)))
        .contains(EndCause.SOURCE_LOST);
    assertThat(HoldRule.due(control(60, null), lost, back, START.plusSeconds(88))).isEmpty();
  }

  @Test
  void aSourceToldOfLongBeforeItWasLostIsHeldFromItsLoss() {
    Instant longBefore = START.minus(HoldRule.OPENING);
    assertThat(HoldRule.due(control(0, null), lost(true, START), longBefore, START))
        .contains(EndCause.SOURCE_LOST);
  }

  @Test
  void aSuccessorToldOfJustBeforeTheLossWasNoticedIsGivenTimeToOpen() {
    SessionControl handedOver = control(0, null);
    Instant before = START.minusMillis(300);
    assertThat(HoldRule.due(handedOver, lost(true, START), before, START.plusSeconds(29)))
        .isEmpty();
    assertThat(HoldRule.due(handedOver, lost(true, START), before, START.plus(HoldRule.OPENING)))
        .contains(EndCause.SOURCE_LOST);
  }

  @Test
  void whileAnotherConnectionIsAnnouncedAShortHoldIsNotTheEnd() {
    SessionControl another = control(0, true, null);
    assertThat(HoldRule.due(another, lost(true, START), null, START)).isEmpty();
    assertThat(HoldRule.due(another, lost(true, START), null, START.plusSeconds(29))).isEmpty();
    assertThat(HoldRule.due(another, lost(true, START), null, START.plus(HoldRule.OPENING)))
        .as("one whose end was never told keeps nothing alive")
        .contains(EndCause.SOURCE_LOST);
    assertThat(
            HoldRule.due(control(60, true, null), lost(true, START), null, START.plusSeconds(59)))
        .as("a longer hold")
        .isEmpty();
  }

  private static SessionControl control(long holdSeconds, @Nullable Instant idleSince) {
    return control(holdSeconds, false, idleSince);
  }

  private static SessionControl control(
      long holdSeconds, boolean othersAnnounced, @Nullable Instant idleSince) {
    return new SessionControl(
        "stream",
        1,
        START,
        "session",
        0,
        0,
        othersAnnounced,
        idleSince,
        Duration.ofSeconds(holdSeconds),
        false);
  }

  private static SourceWatch.Seen flowing() {
    return new SourceWatch.Seen(true, null, null, null, null);
  }

  private static SourceWatch.Seen lost(boolean everFlowed, Instant since) {
    return new SourceWatch.Seen(everFlowed, since, null, null, null);
  }
}
