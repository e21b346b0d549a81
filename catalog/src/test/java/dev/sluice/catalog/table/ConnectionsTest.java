package dev.sluice.catalog.table;

import static dev.sluice.catalog.table.World.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.catalog.page.PageRequest;
import dev.sluice.catalog.session.EndCause;
import dev.sluice.catalog.session.LiveEvent;
import dev.sluice.catalog.session.LiveOutcome;
import dev.sluice.catalog.session.SessionControl;
import dev.sluice.catalog.session.Sessions;
import dev.sluice.catalog.stream.Stream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** Publishers of one stream, their coming and going told in any order. */
@EachBackEnd
class ConnectionsTest extends TableTest {
  private Stream stream;
  private Sessions sessions;

  ConnectionsTest(BackEnd backEnd) {
    super(backEnd);
  }

  @BeforeEach
  void makeStream() {
    stream = world.stream();
    sessions = world.catalog.sessions();
  }

  /**
   * Words: {@code +A} for a publisher's coming, {@code -A} for its going; then, letter by letter,
   * whether the session was live (L), held (H) or not there (N) behind each of them. Each line runs
   * with the hooks' clocks in step, standing, and each behind the one before.
   */
  @ParameterizedTest
  @CsvSource({
    // One after the other, and overlapping: whoever is left keeps the session.
    "+A -A +B -B, LHLH",
    "+A +B -A -B, LLLH",
    "+A +B -B -A, LLLH",
    "+B -B +A -A, LHLH",
    "+B +A -B -A, LLLH",
    "+B +A -A -B, LLLH",
    // Told twice.
    "+A +A -A, LLH",
    "+A +B +B -A -A -B -B, LLLLLHH",
    "+A +B +A -B -A, LLLLH",
    "+A -A -A +B -A -B, LHHLLH",
    // An end of nobody ends nothing; one told before its coming is left to the task to notice.
    "-A, N",
    "-A +A, NL",
    "+A -B -A, LLH",
    "+A -B +B -A, LLLL",
    // A third one who tries again and again, refused each time, takes nothing from the second.
    "+A +C -C +B +C -A -C -B, LLLLLLLH",
    "+A +B +C -A -C -B, LLLLLH",
  })
  void aSessionIsHeldWhenTheLastOfItsConnectionsHasGone(String told, String expected) {
    for (Duration step : List.of(Duration.ofSeconds(1), Duration.ZERO, Duration.ofMillis(-5))) {
      Stream fresh = world.stream();
      StringBuilder seen = new StringBuilder();
      Instant at = START;
      for (String word : told.split(" ", -1)) {
        at = at.plus(step);
        tell(fresh, word, at);
        seen.append(state(fresh));
      }
      assertThat(seen).as("%s, clocks by %s", told, step).hasToString(expected);
      assertThat(
              world
                  .catalog
                  .sessions()
                  .history(world.account.id(), fresh.id(), PageRequest.first())
                  .items())
          .as("one session of %s", told)
          .hasSizeLessThan(2);
    }
  }

  @Test
  void aNextPublisherAndTheEndOfTheOneBeforeAtOnceNeverHold() {
    for (int round = 0; round < 10; round++) {
      Stream contested = world.stream();
      tell(contested, "+A", START);

      Callable<Boolean> came = () -> tell(contested, "+B", START);
      Callable<Boolean> went = () -> tell(contested, "-A", START);
      List<Boolean> _ = Together.run(List.of(came, went));

      assertThat(state(contested)).isEqualTo("L");
      tell(contested, "-B", START);
      assertThat(state(contested)).isEqualTo("H");
    }
  }

  @Test
  void theEndsOfTwoAtOnceHoldOnce() {
    for (int round = 0; round < 10; round++) {
      Stream contested = world.stream();
      tell(contested, "+A", START);
      tell(contested, "+B", START);

      Callable<Boolean> one = () -> tell(contested, "-A", START);
      Callable<Boolean> other = () -> tell(contested, "-B", START);

      assertThat(Together.run(List.of(one, other))).containsOnlyOnce(true);
      assertThat(state(contested)).isEqualTo("H");
    }
  }

  @Test
  void theTaskEndsNoSessionThatWasHandedOver() {
    tell(stream, "+A", START);
    SessionControl seen = world.control(stream);
    tell(stream, "+B", START.plusSeconds(1));
    tell(stream, "-A", START.plusSeconds(1));

    assertThat(sessions.lost(stream.id(), current(), START, "away", seen)).isFalse();
    assertThat(world.control(stream).idleSince()).isNull();
  }

  @Test
  void theControlItemTellsWhileOthersAreAnnouncedBesideTheSessionsOwn() {
    tell(stream, "+A", START);
    assertThat(world.control(stream).othersAnnounced()).isFalse();
    tell(stream, "+B", START);
    assertThat(world.control(stream).othersAnnounced()).isTrue();
    tell(stream, "-A", START);
    assertThat(world.control(stream).othersAnnounced()).as("B has the session").isFalse();

    tell(stream, "+C", START);
    assertThat(sessions.idle(stream.id(), null, world.after(1))).isTrue();
    assertThat(world.control(stream).othersAnnounced()).as("forgotten with the hold").isFalse();
  }

  @Test
  void anIdleEventHoldsWhoeverElseIsAnnouncedAndTheNextPublisherBeginsAnew() {
    tell(stream, "+A", START);
    tell(stream, "+B", START);
    String session = Objects.requireNonNull(world.control(stream).sessionId());

    assertThat(sessions.idle(stream.id(), session, world.after(1))).isTrue();
    tell(stream, "+C", world.after(2));
    tell(stream, "-B", world.after(3));
    assertThat(state(stream)).isEqualTo("L");
    tell(stream, "-C", world.after(4));
    assertThat(state(stream)).as("B was forgotten with the hold").isEqualTo("H");
  }

  @Test
  void aConnectionOfAnEndedSessionIsNoneOfTheNext() {
    tell(stream, "+A", START);
    tell(stream, "+B", START);
    assertThat(sessions.end(stream.id(), current(), EndCause.TERMINATED, null, null, null))
        .isTrue();

    tell(stream, "+C", world.after(10));
    tell(stream, "-A", world.after(11));
    tell(stream, "-C", world.after(12));

    assertThat(state(stream)).isEqualTo("H");
  }

  @Test
  void aSessionWithoutANameIsHeldWhenItsFirstPublisherGoes() {
    world.begin(stream);
    tell(stream, "+A", world.after(1));
    tell(stream, "-A", world.after(2));

    assertThat(state(stream)).isEqualTo("H");
  }

  @Test
  void ofMoreConnectionsThanAnybodyHasTheOldestIsForgotten() {
    tell(stream, "+A", START);
    for (int i = 0; i <= Senders.MOST_ANNOUNCED; i++) {
      tell(stream, "+B" + i, START);
    }
    tell(stream, "-A", START);
    for (int i = Senders.MOST_ANNOUNCED; i > 1; i--) {
      tell(stream, "-B" + i, START);
    }
    assertThat(state(stream)).isEqualTo("L");
    tell(stream, "-B1", START);
    assertThat(state(stream)).isEqualTo("H");
  }

  @Test
  void anotherPublisherCostsOneReadOfTheControlItemAndOneWrite() {
    tell(stream, "+A", START);
    world.probe.forget();
    tell(stream, "+B", START);

    assertThat(world.probe.requests())
        .filteredOn(GetItemRequest.class::isInstance)
        .extracting(request -> ((GetItemRequest) request).key())
        .containsOnlyOnce(Key.config(stream.id()).attributes());
    assertThat(world.probe.requests())
        .filteredOn(TransactWriteItemsRequest.class::isInstance)
        .hasSize(1);
  }

  @Test
  void anEventNamesASessionOrAConnection() {
    assertThatThrownBy(() -> new LiveEvent("show", "connection", null, START))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Whether it began a hold. */
  private boolean tell(Stream of, String word, Instant at) {
    String connection = word.substring(1);
    if (word.startsWith("-")) {
      return sessions.left(of.id(), connection, at);
    }
    LiveOutcome outcome =
        sessions.begin(of.id(), LiveEvent.ofConnection(connection, World.SOURCE, at));
    assertThat(outcome).as(word).isNotInstanceOf(LiveOutcome.Dropped.class);
    return false;
  }

  private String state(Stream of) {
    SessionControl control = world.control(of);
    if (control.sessionId() == null) {
      return "N";
    }
    return control.idleSince() == null ? "L" : "H";
  }

  private String current() {
    return Objects.requireNonNull(world.control(stream).sessionId());
  }
}
