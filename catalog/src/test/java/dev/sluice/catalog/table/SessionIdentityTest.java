package dev.sluice.catalog.table;

import static dev.sluice.catalog.table.World.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.catalog.NotFoundException;
import dev.sluice.catalog.page.PageRequest;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.session.EndCause;
import dev.sluice.catalog.session.LiveEvent;
import dev.sluice.catalog.session.LiveOutcome;
import dev.sluice.catalog.session.Session;
import dev.sluice.catalog.session.SessionState;
import dev.sluice.catalog.stream.Stream;
import dev.sluice.catalog.stream.StreamDraft;
import dev.sluice.catalog.stream.StreamEdit;
import dev.sluice.catalog.stream.StreamState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** Whose session is it: what live events begin, resume and leave alone. */
@EachBackEnd
class SessionIdentityTest extends TableTest {
  private Stream stream;

  SessionIdentityTest(BackEnd backEnd) {
    super(backEnd);
  }

  @BeforeEach
  void makeStream() {
    stream = world.stream();
  }

  @Test
  void tenEqualEventsAtOnceStartOneSession() {
    List<LiveOutcome> outcomes = Together.run(10, () -> world.live(stream, "show", START));

    assertThat(outcomes).filteredOn(LiveOutcome.Started.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(LiveOutcome.Unchanged.class::isInstance).hasSize(9);
    assertThat(sessions()).hasSize(1);
    assertThat(world.catalog.launches().live(shard(), null).items()).hasSize(1);
  }

  @Test
  void tenEventsWithoutANameAtOnceStartOneSession() {
    List<LiveOutcome> outcomes = Together.run(10, () -> world.live(stream, null, START));

    assertThat(outcomes).filteredOn(LiveOutcome.Started.class::isInstance).hasSize(1);
    assertThat(sessions()).hasSize(1);
  }

  @Test
  void anEventWithoutANameIsOfTheCurrentSession() {
    Session session = started(world.live(stream, "show", START));

    LiveOutcome outcome = world.live(stream, null, world.after(5));

    assertThat(outcome).isInstanceOf(LiveOutcome.Unchanged.class);
    assertThat(((LiveOutcome.Unchanged) outcome).session().id()).isEqualTo(session.id());
  }

  @Test
  void aSessionThatBeganWithoutANameTakesTheFirstItIsCalledBy() {
    Session session = started(world.live(stream, null, START));

    assertThat(world.live(stream, "show", world.after(5)))
        .isInstanceOf(LiveOutcome.Unchanged.class);
    assertThat(world.catalog.sessions().idle(stream.id(), "show", world.after(10))).isTrue();
    assertThat(current().id()).isEqualTo(session.id());
  }

  @Test
  void anEventInsideTheHoldResumesTheSameSessionWhateverItsName() {
    Session session = started(world.live(stream, "one", START));
    assertThat(world.catalog.sessions().idle(stream.id(), "one", world.after(10))).isTrue();
    assertThat(current().state()).isEqualTo(SessionState.HOLDING);

    LiveOutcome outcome = world.live(stream, "two", world.after(39));

    assertThat(outcome).isInstanceOf(LiveOutcome.Resumed.class);
    assertThat(((LiveOutcome.Resumed) outcome).session().id()).isEqualTo(session.id());
    assertThat(world.control(stream).idleSince()).isNull();
    assertThat(current().state()).isEqualTo(SessionState.STARTING);
  }

  @Test
  void aResumedSessionIsKnownByItsNewName() {
    started(world.live(stream, "one", START));
    boolean _ = world.catalog.sessions().idle(stream.id(), "one", world.after(10));
    world.live(stream, "two", world.after(20));

    assertThat(world.catalog.sessions().idle(stream.id(), "one", world.after(21))).isFalse();
    assertThat(world.catalog.sessions().idle(stream.id(), "two", world.after(22))).isTrue();
  }

  @Test
  void aLateCopyOfTheFirstEventDoesNotEndTheHold() {
    started(world.live(stream, "show", START));
    boolean _ = world.catalog.sessions().idle(stream.id(), "show", world.after(10));

    assertThat(world.live(stream, "show", START)).isInstanceOf(LiveOutcome.Dropped.class);
    assertThat(world.control(stream).idleSince()).isEqualTo(START.plusSeconds(10));
  }

  @Test
  void anEventAfterTheHoldRanOutStartsANewSessionThoughNobodyEndedTheOld() {
    Session old = started(world.live(stream, "show", START));
    boolean _ = world.catalog.sessions().idle(stream.id(), "show", world.after(10));

    Session fresh = started(world.live(stream, "show", world.after(40)));

    assertThat(fresh.id()).isNotEqualTo(old.id());
    assertThat(sessions()).extracting(Session::id).containsExactly(fresh.id(), old.id());
    assertThat(sessions().getLast().endedAt()).isEqualTo(START.plusSeconds(40));
    assertThat(world.control(stream).sessionId()).isEqualTo(fresh.id());
    assertThat(world.control(stream).ended()).isFalse();
  }

  @Test
  void anotherNameWhileLiveAndNewerEndsThatSessionAndStartsANewOne() {
    Session old = started(world.live(stream, "one", START));

    Session fresh = started(world.live(stream, "two", world.after(5)));

    assertThat(fresh.id()).isNotEqualTo(old.id());
    Session ended = sessions().getLast();
    assertThat(ended.state()).isEqualTo(SessionState.ENDED);
    assertThat(ended.endedAt()).isEqualTo(START.plusSeconds(5));
    assertThat(ended.reason()).isNull();
  }

  @Test
  void anotherNameWhileLiveButOlderIsDropped() {
    world.after(60);
    Session session = started(world.live(stream, "two", START.plusSeconds(50)));

    assertThat(world.live(stream, "one", START.plusSeconds(40)))
        .isInstanceOf(LiveOutcome.Dropped.class);
    assertThat(current().id()).isEqualTo(session.id());
    assertThat(sessions()).hasSize(1);
  }

  @Test
  void anEventOlderThanTheLastKnownEndIsDropped() {
    world.after(60);
    Session session = started(world.live(stream, "one", START.plusSeconds(60)));
    world.after(120);
    assertThat(end(session, EndCause.TERMINATED)).isTrue();

    assertThat(world.live(stream, "late", START.plusSeconds(119)))
        .isInstanceOf(LiveOutcome.Dropped.class);
    assertThat(world.live(stream, "one", START.plusSeconds(60)))
        .isInstanceOf(LiveOutcome.Dropped.class);
    assertThat(world.live(stream, "next", world.after(121)))
        .isInstanceOf(LiveOutcome.Started.class);
  }

  @Test
  void aCopyOfTheFirstEventOfASessionThatEndedAtOnceIsDropped() {
    Session session = started(world.live(stream, "one", START));
    assertThat(end(session, EndCause.TERMINATED)).isTrue();

    assertThat(world.live(stream, "one", START)).isInstanceOf(LiveOutcome.Dropped.class);
  }

  @Test
  void anEncoderThatCameBackAtTheVeryEndOfTheHoldStartsANewSession() {
    started(world.live(stream, null, START));
    boolean _ = world.catalog.sessions().idle(stream.id(), null, world.after(10));
    world.after(40);
    assertThat(end(current(), EndCause.HOLD_EXPIRED)).isTrue();

    world.after(41);
    assertThat(world.live(stream, null, START.plusSeconds(39)))
        .as("its event was on the way while the hold ran out")
        .isInstanceOf(LiveOutcome.Started.class);
  }

  @Test
  void aSendersClockAnHourBehindIsServedAsWell() {
    Duration behind = Duration.ofHours(-1);
    Session session = started(world.live(stream, null, START.plus(behind)));
    world.after(60);
    assertThat(end(session, EndCause.TERMINATED)).isTrue();

    Instant stale = START.plusSeconds(59).plus(behind);
    assertThat(world.live(stream, "stale", stale)).isInstanceOf(LiveOutcome.Dropped.class);
    Instant fresh = world.after(62).plus(behind);
    assertThat(world.live(stream, null, fresh)).isInstanceOf(LiveOutcome.Started.class);
  }

  @Test
  void aSendersClockAnHourAheadIsServedAsWell() {
    Duration ahead = Duration.ofHours(1);
    Session session = started(world.live(stream, null, START.plus(ahead)));
    assertThat(session.startedAt()).as("not in our future").isEqualTo(START);
    assertThat(world.catalog.sessions().idle(stream.id(), null, world.after(10).plus(ahead)))
        .isTrue();
    assertThat(world.control(stream).idleSince()).isEqualTo(START.plusSeconds(10));
    world.after(20);
    assertThat(end(session, EndCause.TERMINATED)).isTrue();

    Instant stale = START.plusSeconds(15).plus(ahead);
    assertThat(world.live(stream, null, stale)).isInstanceOf(LiveOutcome.Dropped.class);
  }

  @Test
  void anotherSourceUrlResumesTheSessionFromThere() {
    Session session = started(world.live(stream, null, START));
    long serial = world.control(stream).sourceSerial();
    Secret elsewhere = Secret.of("rtmp://other.example/live/source");

    LiveOutcome outcome = begin(new LiveEvent(null, elsewhere, world.after(5)));

    assertThat(outcome).isInstanceOf(LiveOutcome.Resumed.class);
    assertThat(world.control(stream).sourceSerial()).isEqualTo(serial + 1);
    assertThat(world.catalog.sessions().openSourceUrl(stream.id(), session.id()))
        .isEqualTo(elsewhere);
  }

  @Test
  void theSameSourceUrlAgainIsNoChange() {
    started(world.live(stream, null, START));
    long serial = world.control(stream).sourceSerial();

    assertThat(world.live(stream, null, START)).isInstanceOf(LiveOutcome.Unchanged.class);
    assertThat(world.control(stream).sourceSerial()).isEqualTo(serial);
  }

  @Test
  void aStreamsOwnPullUrlIsTheSourceWhenTheEventNamesNone() {
    Secret pullUrl = Secret.of("https://origin.example/master.m3u8?token=t");
    Stream pulled =
        world
            .catalog
            .streams()
            .create(
                world.account.id(),
                new StreamDraft("pulled", pullUrl, "https://origin.example", World.HOLD, false))
            .stream();

    LiveOutcome outcome =
        world.catalog.sessions().begin(pulled.id(), new LiveEvent(null, null, START));

    assertThat(world.catalog.sessions().openSourceUrl(pulled.id(), started(outcome).id()))
        .isEqualTo(pullUrl);
  }

  @Test
  void withoutAnySourceNothingBegins() {
    assertThat(begin(new LiveEvent(null, null, START))).isInstanceOf(LiveOutcome.NoSource.class);
    assertThat(sessions()).isEmpty();
    assertThat(world.stream(stream.id()).state()).isEqualTo(StreamState.IDLE);
  }

  @Test
  void aSuspendedStreamDropsEventsAndSuspendingEndsItsSession() {
    started(world.live(stream, null, START));
    Stream suspended = suspend();

    assertThat(suspended.state()).isEqualTo(StreamState.IDLE);
    assertThat(world.live(stream, null, world.after(5))).isInstanceOf(LiveOutcome.Dropped.class);
  }

  @Test
  void aStreamSuspendedWhileAnEventIsOnItsWayStaysWithoutASession() {
    world.probe.hook(
        request -> {
          if (request instanceof TransactWriteItemsRequest) {
            world.probe.unhook();
            suspend();
          }
          return null;
        });

    assertThat(world.live(stream, null, START)).isInstanceOf(LiveOutcome.Dropped.class);
    assertThat(sessions()).isEmpty();
  }

  @Test
  void anEventOfNoStreamIsNotFound() {
    assertThatThrownBy(
            () ->
                world.catalog.sessions().begin("nobody", new LiveEvent(null, World.SOURCE, START)))
        .isInstanceOf(NotFoundException.class);
  }

  private Stream suspend() {
    return world
        .catalog
        .streams()
        .edit(world.account.id(), stream.id(), new StreamEdit(null, null, null, false, null, true));
  }

  private LiveOutcome begin(LiveEvent event) {
    return world.catalog.sessions().begin(stream.id(), event);
  }

  private boolean end(Session session, EndCause cause) {
    return world
        .catalog
        .sessions()
        .end(stream.id(), session.id(), cause, null, null, world.control(stream));
  }

  private static Session started(LiveOutcome outcome) {
    assertThat(outcome).isInstanceOf(LiveOutcome.Started.class);
    return ((LiveOutcome.Started) outcome).session();
  }

  private Session current() {
    Session session = world.stream(stream.id()).session();
    assertThat(session).isNotNull();
    return session;
  }

  private List<Session> sessions() {
    return world
        .catalog
        .sessions()
        .history(world.account.id(), stream.id(), PageRequest.first())
        .items();
  }

  private int shard() {
    return Math.floorMod(stream.id().hashCode(), 8);
  }
}
