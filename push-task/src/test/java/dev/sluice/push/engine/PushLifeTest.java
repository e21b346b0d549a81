package dev.sluice.push.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.status.PushState;
import dev.sluice.catalog.status.Reason;
import dev.sluice.push.output.OutputFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Every state of a push, and every way out of it. */
class PushLifeTest {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private PushLife life = life(SourcePresence.FLOWING);

  private PushLife life(SourcePresence source) {
    return new PushLife(new Backoff(new Random(1)), source, now);
  }

  @Test
  void goesFromConnectingToLiveOnlyOnceThePeerTakesMediaIn() {
    assertThat(life.begin(now)).isEqualTo(Action.CONNECT);
    assertState(PushState.CONNECTING, null);
    life.published(now);
    assertState(PushState.CONNECTING, null);
    life.flowing(now);
    assertState(PushState.LIVE, null);
    assertThat(life.attempt()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {
        "CODEC_UNSUPPORTED",
        "PROFILE_UNAVAILABLE",
        "TLS_CERTIFICATE",
        "ADDRESS_FORBIDDEN",
        "ENDED_BY_PLATFORM"
      })
  void whatRetryingCannotMendIsNotRetried(Reason reason) {
    life.begin(now);
    life.failed(OutputFailure.of(reason, "so it is"), now);
    assertState(PushState.FAILED, reason);
    assertThat(life.message()).contains(reason.advice(), "so it is");
    assertThat(life.tick(now.plus(Duration.ofDays(1)))).isEqualTo(Action.NONE);
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      mode = Mode.EXCLUDE,
      names = {
        "CODEC_UNSUPPORTED",
        "PROFILE_UNAVAILABLE",
        "TLS_CERTIFICATE",
        "ADDRESS_FORBIDDEN",
        "ENDED_BY_PLATFORM"
      })
  void anythingElseIsTriedAgainWhenItsTimeHasCome(Reason reason) {
    life.begin(now);
    life.failed(OutputFailure.of(reason, ""), now);
    assertState(PushState.BACKOFF, reason);
    Instant due = due();
    assertThat(due).isAfter(now);
    assertThat(life.tick(due.minusMillis(1))).isEqualTo(Action.NONE);
    assertThat(life.tick(due)).isEqualTo(Action.CONNECT);
    assertThat(life.state()).isEqualTo(PushState.CONNECTING);
    assertThat(life.reason()).as("why the last attempt failed").isEqualTo(reason);
    assertThat(life.nextAttemptAt()).isNull();
    assertThat(life.attempt()).isEqualTo(2);
  }

  @Test
  void aKeyRefusedOnceIsTriedAgainAndRefusedTwiceInARowIsNot() {
    life.begin(now);
    refuse();
    assertState(PushState.BACKOFF, Reason.AUTH);
    life.tick(due());
    life.failed(OutputFailure.of(Reason.REMOTE_CLOSED, ""), now);
    life.tick(due());
    refuse();
    assertState(PushState.BACKOFF, Reason.AUTH);
    life.tick(due());
    refuse();
    assertState(PushState.FAILED, Reason.AUTH);
  }

  @Test
  void aKeyThatWasAcceptedMeanwhileHasItsSecondChanceBack() {
    life.begin(now);
    refuse();
    life.tick(due());
    life.published(now);
    refuse();
    assertState(PushState.BACKOFF, Reason.AUTH);
  }

  @Test
  void aMinuteLiveWipesTheSlateAndLessDoesNot() {
    live();
    life.tick(now.plusSeconds(59));
    assertThat(life.attempt()).isEqualTo(1);
    life.tick(now.plusSeconds(60));
    assertThat(life.attempt()).isZero();
    assertState(PushState.LIVE, null);
  }

  @Test
  void stalledIsLeftByMediaOrByTheEndOfTheConnection() {
    live();
    life.stalled("no sign", now);
    assertState(PushState.STALLED, Reason.STALLED);
    life.flowing(now);
    assertState(PushState.LIVE, null);
    life.stalled("no sign", now);
    life.failed(OutputFailure.of(Reason.STALLED, ""), now);
    assertState(PushState.BACKOFF, Reason.STALLED);
  }

  @ParameterizedTest
  @EnumSource(
      value = PushState.class,
      names = {"CONNECTING", "HOLDING", "STALLED", "BACKOFF", "FAILED"})
  void retryMakesAnAttemptInEveryStateThatIsNotLive(PushState state) {
    bringTo(state);
    assertThat(life.state()).isEqualTo(state);
    assertThat(life.retry(now)).isEqualTo(Action.CONNECT);
    assertThat(life.state()).isEqualTo(PushState.CONNECTING);
    assertThat(life.attempt()).isEqualTo(1);
  }

  @Test
  void retryLeavesWhatIsLiveOrOverAlone() {
    live();
    assertThat(life.retry(now)).isEqualTo(Action.NONE);
    assertState(PushState.LIVE, null);
    life.ended(now);
    assertThat(life.retry(now)).isEqualTo(Action.NONE);
    assertThat(life.restart(now)).isEqualTo(Action.NONE);
    assertState(PushState.ENDED, null);
  }

  @Test
  void restartMakesANewConnectionWhileLive() {
    live();
    assertThat(life.restart(now)).isEqualTo(Action.CONNECT);
    assertState(PushState.CONNECTING, null);
  }

  @Test
  void aUsersOwnAttemptsAreNotHeldBackByTheTenInAMinute() {
    life.begin(now);
    for (int i = 0; i < 30; i++) {
      assertThat(life.restart(now)).isEqualTo(Action.CONNECT);
    }
    life.failed(OutputFailure.of(Reason.DNS, ""), now);
    assertThat(due()).isEqualTo(now.plusSeconds(60));
    life.ended(now);
    assertThat(life.begin(now)).isEqualTo(Action.CONNECT);
  }

  @Test
  void withoutASourceAConnectionIsKeptAndNoneIsMade() {
    live();
    life.sourceAway(now);
    assertState(PushState.HOLDING, null);
    assertThat(life.sourceFlowing(now)).isEqualTo(Action.NONE);
    assertState(PushState.HOLDING, null);
    life.flowing(now);
    assertState(PushState.LIVE, null);

    life.sourceAway(now);
    life.failed(OutputFailure.of(Reason.REMOTE_CLOSED, ""), now);
    assertState(PushState.BACKOFF, Reason.REMOTE_CLOSED);
    assertThat(life.tick(due())).isEqualTo(Action.DISCONNECT);
    assertState(PushState.HOLDING, Reason.REMOTE_CLOSED);
    assertThat(life.sourceFlowing(now)).isEqualTo(Action.CONNECT);
  }

  @Test
  void anAttemptUnderWayWhenTheSourceGoesHoldsOnceItIsAccepted() {
    life.begin(now);
    life.sourceAway(now);
    assertState(PushState.CONNECTING, null);
    life.published(now);
    assertState(PushState.HOLDING, null);
  }

  @Test
  void beforeTheSourceEverCameAPushWaitsInConnecting() {
    life = life(SourcePresence.EXPECTED);
    assertThat(life.begin(now)).isEqualTo(Action.DISCONNECT);
    assertState(PushState.CONNECTING, null);
    life.sourceAway(now);
    assertState(PushState.CONNECTING, null);
    assertThat(life.attempt()).isZero();
    assertThat(life.sourceFlowing(now)).isEqualTo(Action.CONNECT);
  }

  @Test
  void beginningAnewForgetsWhatWasBefore() {
    life.begin(now);
    refuse();
    life.ended(now);
    life.begin(now);
    assertThat(life.attempt()).isEqualTo(1);
    assertState(PushState.CONNECTING, null);
    refuse();
    assertState(PushState.BACKOFF, Reason.AUTH);
  }

  @Test
  void sinceIsWhenTheStateBeganAndNotWhenItWasLastConfirmed() {
    live();
    Instant begun = life.since();
    now = now.plusSeconds(5);
    life.flowing(now);
    assertThat(life.since()).isEqualTo(begun);
    life.stalled("x", now);
    assertThat(life.since()).isEqualTo(now);
  }

  @Test
  void aConnectionThatIsOutgrownIsReplacedAtOnce() {
    live();
    assertThat(life.outgrown(now)).isEqualTo(Action.CONNECT);
    assertState(PushState.CONNECTING, null);
  }

  private void bringTo(PushState state) {
    switch (state) {
      case CONNECTING -> life.begin(now);
      case BACKOFF -> {
        life.begin(now);
        life.failed(OutputFailure.of(Reason.DNS, ""), now);
      }
      case FAILED -> {
        life.begin(now);
        life.failed(OutputFailure.of(Reason.TLS_CERTIFICATE, ""), now);
      }
      case HOLDING -> {
        live();
        life.sourceAway(now);
      }
      case STALLED -> {
        live();
        life.stalled("no sign", now);
      }
      default -> throw new IllegalArgumentException(state.name());
    }
  }

  private Instant due() {
    return Objects.requireNonNull(life.nextAttemptAt());
  }

  private void live() {
    life.begin(now);
    life.published(now);
    life.flowing(now);
  }

  private void refuse() {
    life.failed(OutputFailure.of(Reason.AUTH, ""), now);
  }

  private void assertState(PushState state, @Nullable Reason reason) {
    assertThat(life.state()).isEqualTo(state);
    assertThat(life.reason()).isEqualTo(reason);
  }
}
