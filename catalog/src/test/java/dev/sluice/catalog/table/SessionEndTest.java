package dev.sluice.catalog.table;

import static dev.sluice.catalog.table.World.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.catalog.NotFoundException;
import dev.sluice.catalog.session.EndCause;
import dev.sluice.catalog.session.LiveOutcome;
import dev.sluice.catalog.session.Session;
import dev.sluice.catalog.session.SessionControl;
import dev.sluice.catalog.session.SessionState;
import dev.sluice.catalog.session.Sessions;
import dev.sluice.catalog.status.Reason;
import dev.sluice.catalog.stream.Stream;
import dev.sluice.catalog.stream.StreamState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How sessions hold and end. */
@EachBackEnd
class SessionEndTest extends TableTest {
  private Stream stream;
  private Sessions sessions;

  SessionEndTest(BackEnd backEnd) {
    super(backEnd);
  }

  @BeforeEach
  void makeStream() {
    stream = world.stream();
    sessions = world.catalog.sessions();
  }

  @Test
  void anIdleEventThatNamesAnotherSessionEndsNothing() {
    world.live(stream, "new", START);

    assertThat(sessions.idle(stream.id(), "old", world.after(10))).isFalse();
    assertThat(world.control(stream).idleSince()).isNull();
  }

  @Test
  void anIdleEventMayNameTheSessionByOurId() {
    Session session = world.begin(stream);

    assertThat(sessions.idle(stream.id(), session.id(), world.after(10))).isTrue();
  }

  @Test
  void anIdleEventWithoutANameEndsOnlyASessionThatBeganBeforeIt() {
    world.after(60);
    world.live(stream, "new", START.plusSeconds(60));

    assertThat(sessions.idle(stream.id(), null, START.plusSeconds(59))).isFalse();
    assertThat(sessions.idle(stream.id(), null, START.plusSeconds(60))).isFalse();
    assertThat(sessions.idle(stream.id(), null, START.plusSeconds(61))).isTrue();
  }

  @Test
  void anIdleEventFromBeforeTheSourceCameBackEndsNothing() {
    world.live(stream, "show", START);
    assertThat(sessions.idle(stream.id(), "show", world.after(10))).isTrue();
    world.live(stream, "show", world.after(20));

    assertThat(sessions.idle(stream.id(), "show", START.plusSeconds(10)))
        .as("delivered a second time")
        .isFalse();
    assertThat(sessions.idle(stream.id(), null, START.plusSeconds(10))).isFalse();
    assertThat(world.control(stream).idleSince()).isNull();
  }

  @Test
  void aSourceThatAppearedAnewUnannouncedIsNotEndedByAnOlderIdle() {
    world.live(stream, null, START);
    assertThat(world.live(stream, null, world.after(20))).isInstanceOf(LiveOutcome.Unchanged.class);

    assertThat(sessions.idle(stream.id(), null, START.plusSeconds(10))).isFalse();
  }

  @Test
  void theHoldBeginsOnce() {
    world.live(stream, null, START);
    assertThat(sessions.idle(stream.id(), null, world.after(10))).isTrue();

    assertThat(sessions.idle(stream.id(), null, world.after(15))).isFalse();
    assertThat(world.control(stream).idleSince()).isEqualTo(START.plusSeconds(10));
  }

  @Test
  void anIdleEventWithoutASessionEndsNothing() {
    assertThat(sessions.idle(stream.id(), null, START)).isFalse();
    assertThat(sessions.idle("nobody", null, START)).isFalse();
  }

  @Test
  void theHoldRunsOutOnlyIfNoLiveEventResumedTheSession() {
    Session session = world.begin(stream);
    assertThat(sessions.idle(stream.id(), null, world.after(10))).isTrue();
    SessionControl seen = world.control(stream);
    world.live(stream, null, world.after(39));
    world.after(40);

    assertThat(end(session, EndCause.HOLD_EXPIRED, seen)).isFalse();
    assertThat(world.control(stream).ended()).isFalse();
  }

  @Test
  void aHoldResumedAndBegunAgainIsAnotherHold() {
    Session session = world.begin(stream);
    assertThat(sessions.idle(stream.id(), null, world.after(10))).isTrue();
    SessionControl seen = world.control(stream);
    world.live(stream, null, world.after(20));
    assertThat(sessions.idle(stream.id(), null, world.after(30))).isTrue();

    assertThat(end(session, EndCause.HOLD_EXPIRED, seen)).isFalse();
    assertThat(end(session, EndCause.HOLD_EXPIRED, world.control(stream))).isTrue();
  }

  @Test
  void aLostSourceEndsTheSessionOnlyIfNoLiveEventCameMeanwhile() {
    Session session = world.begin(stream);
    SessionControl seen = world.control(stream);
    world.live(stream, null, world.after(29));

    assertThat(lost(session, START, seen)).isFalse();
    assertThat(lost(session, START, world.control(stream))).isTrue();
  }

  @Test
  void aSourceThatAppearedAfterTheLossBeginsASessionHoweverLateTheLostOneEnded() {
    Session session = world.begin(stream);
    SessionControl seen = world.control(stream);
    world.after(300);
    assertThat(lost(session, START.plusSeconds(60), seen)).isTrue();

    assertThat(world.live(stream, null, START.plusSeconds(59)))
        .isInstanceOf(LiveOutcome.Dropped.class);
    assertThat(world.live(stream, null, START.plusSeconds(61)))
        .isInstanceOf(LiveOutcome.Started.class);
  }

  @Test
  void aLossIsKeptInTheSendersTerms() {
    world.live(stream, null, START.minusSeconds(3600));
    Session session = Objects.requireNonNull(world.stream(stream.id()).session());
    world.after(300);
    assertThat(lost(session, START.plusSeconds(60), world.control(stream))).isTrue();

    assertThat(world.live(stream, null, START.plusSeconds(59 - 3600)))
        .isInstanceOf(LiveOutcome.Dropped.class);
    assertThat(world.live(stream, null, START.plusSeconds(61 - 3600)))
        .isInstanceOf(LiveOutcome.Started.class);
  }

  @Test
  void anEndForWantOfASourceIsDecidedOnAControlItem() {
    Session session = world.begin(stream);

    assertThatThrownBy(() -> end(session, EndCause.HOLD_EXPIRED, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void resumingAndRunningOutAtOnceIsEitherNeverBoth() {
    for (int round = 0; round < 10; round++) {
      Stream contested = world.stream();
      Session session = world.begin(contested);
      assertThat(sessions.idle(contested.id(), null, world.clock.advance(World.HOLD))).isTrue();
      SessionControl seen = world.control(contested);
      var at = world.clock.advance(World.HOLD.minusMillis(1));

      Callable<Boolean> resume =
          () -> world.live(contested, null, at) instanceof LiveOutcome.Resumed;
      Callable<Boolean> expire =
          () -> sessions.end(contested.id(), session.id(), EndCause.HOLD_EXPIRED, null, null, seen);
      List<Boolean> happened = Together.run(List.of(resume, expire));

      assertThat(happened).containsOnlyOnce(true);
      assertThat(happened.getLast() && world.control(contested).idleSince() != null).isFalse();
    }
  }

  @Test
  void aSessionEndsOnceAndTellsWhy() {
    Session session = world.begin(stream);
    world.after(90);

    assertThat(
            sessions.end(
                stream.id(),
                session.id(),
                EndCause.LAUNCH_FAILED,
                Reason.LAUNCH_FAILED,
                "No capacity for a week.",
                null))
        .isTrue();
    assertThat(end(session, EndCause.TERMINATED, null)).isFalse();
    Stream read = world.stream(stream.id());
    assertThat(read.state()).isEqualTo(StreamState.IDLE);
    Session ended = Objects.requireNonNull(read.session());
    assertThat(ended.state()).isEqualTo(SessionState.ENDED);
    assertThat(ended.endedAt()).isEqualTo(START.plusSeconds(90));
    assertThat(ended.reason()).isEqualTo(Reason.LAUNCH_FAILED);
    assertThat(ended.message()).isEqualTo("No capacity for a week.");
  }

  @Test
  void onlyTheCurrentSessionCanBeEnded() {
    world.begin(stream);

    assertThat(sessions.end(stream.id(), "another", EndCause.TERMINATED, null, null, null))
        .isFalse();
    assertThat(world.control(stream).ended()).isFalse();
  }

  @Test
  void theSourceUrlGoesWithTheSession() {
    Session session = world.begin(stream);
    assertThat(sessions.openSourceUrl(stream.id(), session.id())).isEqualTo(World.SOURCE);

    assertThat(end(session, EndCause.TERMINATED, null)).isTrue();

    assertThatThrownBy(() -> sessions.openSourceUrl(stream.id(), session.id()))
        .isInstanceOf(NotFoundException.class);
  }

  private boolean lost(Session session, Instant since, SessionControl seen) {
    return sessions.lost(stream.id(), session.id(), since, "away", seen);
  }

  private boolean end(Session session, EndCause cause, @Nullable SessionControl seen) {
    return sessions.end(stream.id(), session.id(), cause, null, null, seen);
  }
}
