package dev.sluice.push.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.session.Lease;
import dev.sluice.catalog.session.LiveEvent;
import dev.sluice.catalog.session.LiveOutcome;
import dev.sluice.catalog.session.Session;
import dev.sluice.catalog.status.Reason;
import dev.sluice.catalog.stream.StreamDraft;
import dev.sluice.catalog.testing.LocalTable;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The control thread's steps, by a clock of the test's own. */
class FollowerTest {
  private static final Secret SOURCE = Secret.of("rtmp://127.0.0.1/live/source");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final LocalTable table = LocalTable.open();
  private final Catalog catalog = table.catalog();
  private final String stream =
      catalog
          .streams()
          .create(
              catalog.accounts().create("tests").id(),
              new StreamDraft("test", null, null, Duration.ofSeconds(30), false))
          .stream()
          .id();
  private final WatchedSource source = new WatchedSource(FakeSource::new, table.clock());
  private FakeSource media;
  private LeaseKeeper keeper;
  private Follower follower;

  @BeforeEach
  void begin() {
    var started = (LiveOutcome.Started) came("A");
    var task = new TaskArguments(stream, started.session().id(), 1);
    var engine = new FakeEngine();
    media = (FakeSource) source.create(SOURCE, engine);
    media.start();
    Lease lease = catalog.leases().acquire(stream, task.sessionId(), 1, "task");
    keeper = new LeaseKeeper(catalog.leases(), lease, () -> {});
    follower =
        new Follower(
            catalog,
            task,
            engine,
            source,
            keeper,
            catalog.sessions().control(stream).orElseThrow(),
            table.clock());
    assertThat(follower.step()).isTrue();
  }

  @AfterEach
  void close() {
    keeper.close();
    table.close();
  }

  @Test
  void anEncoderBackAtTheVeryEndOfItsHoldIsNotEndedBeforeItsSourceIsOpen() {
    lose();
    went("A");
    assertThat(stepAfter(Duration.ofSeconds(29))).isTrue();
    came("B");
    assertThat(stepAfter(Duration.ofMillis(500))).isTrue();
    assertThat(stepAfter(Duration.ofSeconds(5))).as("35 s after the loss").isTrue();
    media.listener.flowing(FakeSource.INFO);
    assertThat(stepAfter(SECOND)).isTrue();

    lose();
    went("B");
    assertThat(stepAfter(Duration.ofSeconds(31))).isFalse();
    assertThat(session().reason()).as("a normal end").isNull();
  }

  @Test
  void aSuccessorWhoseSourceNeverOpensIsWaitedForNoLongerThanAFirstOne() {
    lose();
    assertThat(stepAfter(Duration.ofSeconds(20))).isTrue();
    came("B");
    went("A");
    assertThat(stepAfter(SECOND)).isTrue();
    assertThat(stepAfter(HoldRule.OPENING.minus(SECOND))).isTrue();
    assertThat(stepAfter(SECOND)).isFalse();
    assertThat(session().reason()).isEqualTo(Reason.SOURCE_LOST);
  }

  @Test
  void aSuccessorKeepsTheSessionThoughThePredecessorsEndIsToldAfterItsComing() {
    came("B");
    went("A");
    lose();
    assertThat(stepAfter(SECOND)).isTrue();
    media.listener.flowing(FakeSource.INFO);
    assertThat(stepAfter(Duration.ofMinutes(10))).isTrue();

    went("B");
    assertThat(stepAfter(SECOND)).isTrue();
    assertThat(stepAfter(Duration.ofSeconds(30))).isFalse();
  }

  @Test
  void anEncoderThatCameAfterTheLossHasASessionThoughItsEventIsHeardAfterTheEnd() {
    lose();
    Instant back = table.clock().instant().plus(SECOND);
    assertThat(stepAfter(HoldRule.OPENING.multipliedBy(2))).isFalse();

    assertThat(came("B", back)).isInstanceOf(LiveOutcome.Started.class);
  }

  private LiveOutcome came(String connection) {
    return came(connection, table.clock().instant());
  }

  private LiveOutcome came(String connection, Instant at) {
    return catalog.sessions().begin(stream, LiveEvent.ofConnection(connection, SOURCE, at));
  }

  private void went(String connection) {
    boolean _ = catalog.sessions().left(stream, connection, table.clock().instant());
  }

  private void lose() {
    media.listener.lost(Reason.SOURCE_LOST, "the peer closed");
  }

  private boolean stepAfter(Duration time) {
    table.clock().advance(time);
    return follower.step();
  }

  private Session session() {
    return Objects.requireNonNull(catalog.streams().find(stream).orElseThrow().session());
  }
}
