package dev.sluice.catalog.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.catalog.push.Push;
import dev.sluice.catalog.session.Lease;
import dev.sluice.catalog.session.LeaseLostException;
import dev.sluice.catalog.session.Session;
import dev.sluice.catalog.session.Statuses;
import dev.sluice.catalog.status.PushStatus;
import dev.sluice.catalog.stream.Stream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EachBackEnd
class StatusesTest extends TableTest {
  private Statuses statuses;
  private Stream stream;
  private Session session;
  private Lease lease;

  StatusesTest(BackEnd backEnd) {
    super(backEnd);
  }

  @BeforeEach
  void begin() {
    statuses = world.catalog.statuses();
    stream = world.stream();
    session = world.begin(stream);
    lease = acquire(1);
  }

  @Test
  void aStatusIsReadBackAsWritten() {
    PushStatus full = Samples.status(world.inlinePush(stream), session);
    PushStatus bare = Samples.bareStatus(world.inlinePush(stream), session);

    statuses.write(lease, List.of(full, bare));

    assertThat(read(full.pushId(), bare.pushId()))
        .containsOnlyKeys(full.pushId(), bare.pushId())
        .containsEntry(full.pushId(), full)
        .containsEntry(bare.pushId(), bare);
  }

  @Test
  void theNewestReportStandsWhole() {
    Push push = world.inlinePush(stream);
    statuses.write(lease, List.of(Samples.status(push, session)));
    PushStatus newer = Samples.bareStatus(push, session);

    statuses.write(lease, List.of(newer));

    assertThat(read(push.id())).containsEntry(push.id(), newer);
  }

  @Test
  void aTaskThatWasReplacedCannotOverwriteWhatTheNewOneObserved() {
    Push push = world.inlinePush(stream);
    Lease newer = acquire(2);
    PushStatus observed = Samples.status(push, session, 5);
    statuses.write(newer, List.of(observed));

    assertThatThrownBy(() -> statuses.write(lease, List.of(Samples.status(push, session, 9))))
        .isInstanceOf(LeaseLostException.class);
    assertThat(read(push.id())).containsEntry(push.id(), observed);
  }

  @Test
  void countersOfAllPushesAreOneWriteAndAreReadWithTheStatuses() {
    Push one = world.inlinePush(stream);
    Push other = world.inlinePush(stream);
    statuses.write(
        lease, List.of(Samples.status(one, session, 5), Samples.status(other, session, 5)));
    List<PushStatus> counted =
        List.of(Samples.status(one, session, 50), Samples.status(other, session, 60));
    world.probe.forget();

    statuses.count(lease, counted);

    assertThat(world.probe.requests()).as("one write").hasSize(1);
    assertThat(read(one.id(), other.id()).values()).containsExactlyInAnyOrderElementsOf(counted);
  }

  @Test
  void aStatusWrittenAfterTheCountersStandsWhole() {
    Push push = world.inlinePush(stream);
    statuses.count(lease, List.of(Samples.status(push, session, 50)));
    PushStatus newer = Samples.status(push, session, 70);

    statuses.write(lease, List.of(newer));

    assertThat(read(push.id())).containsEntry(push.id(), newer);
  }

  @Test
  void countersGoOnWhenTheTasksClockStepsBack() {
    Push push = world.inlinePush(stream);
    statuses.write(lease, List.of(Samples.status(push, session, 5)));
    world.clock.set(World.START.minusSeconds(60));
    PushStatus counted = Samples.status(push, session, 50);

    statuses.count(lease, List.of(counted));

    assertThat(read(push.id())).containsEntry(push.id(), counted);
  }

  @Test
  void countersOfAReplacedTaskNeitherShowNorReplaceThoseOfTheNewOne() {
    Push push = world.inlinePush(stream);
    statuses.write(lease, List.of(Samples.status(push, session, 40)));
    statuses.count(lease, List.of(Samples.status(push, session, 50)));
    Lease newer = acquire(2);
    PushStatus begun = Samples.status(push, session, 1);
    statuses.write(newer, List.of(begun));
    assertThat(read(push.id())).containsEntry(push.id(), begun);

    PushStatus counted = Samples.status(push, session, 2);
    statuses.count(newer, List.of(counted));
    assertThatThrownBy(() -> statuses.count(lease, List.of(Samples.status(push, session, 60))))
        .isInstanceOf(LeaseLostException.class);
    assertThat(read(push.id())).containsEntry(push.id(), counted);
  }

  @Test
  void allPushesOfAStreamAreReported() {
    world.seedPushes(stream, world.target(), 100);
    List<PushStatus> all =
        world.catalog.pushes().all(stream.id()).stream()
            .map(push -> Samples.status(push, session))
            .toList();
    assertThat(all).hasSize(100);

    statuses.write(lease, all);

    assertThat(read(all.stream().map(PushStatus::pushId).toArray(String[]::new)).values())
        .containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void aStatusGoesWithItsPush() {
    Push push = world.inlinePush(stream);
    statuses.write(lease, List.of(Samples.status(push, session)));

    world.catalog.pushes().delete(world.account.id(), stream.id(), push.id());

    assertThat(read(push.id())).isEmpty();
  }

  @Test
  void aStatusWrittenForAPushThatWasJustDeletedIsClearedByItsTimeToLive() {
    Push push = world.inlinePush(stream);
    world.catalog.pushes().delete(world.account.id(), stream.id(), push.id());

    statuses.write(lease, List.of(Samples.status(push, session)));

    assertThat(world.everything())
        .filteredOn(item -> item.key().equals(Key.status(stream.id(), push.id())))
        .singleElement()
        .satisfies(
            item ->
                assertThat(item.number(SluiceTable.TTL))
                    .isEqualTo(World.START.plus(Duration.ofDays(30)).getEpochSecond()));
  }

  @Test
  void leftoversOfDeletedPushesHideNoStatusOfANewOne() {
    Push push = world.inlinePush(stream);
    PushStatus status = Samples.status(push, session);
    statuses.write(lease, List.of(status));
    Item written = world.rawTable().get(Key.status(stream.id(), push.id())).orElseThrow();
    // Ids sort by age: whoever read the oldest would see these alone.
    List<Write> leftovers =
        IntStream.range(0, 1_001)
            .mapToObj(
                i ->
                    Write.put(Key.status(stream.id(), "%026d".formatted(i)))
                        .set("pushId", "%026d".formatted(i))
                        .set("sessionId", session.id())
                        .set("state", written.text("state")))
            .toList();
    world.seed(leftovers);
    world.probe.forget();

    assertThat(read(push.id())).containsOnly(Map.entry(push.id(), status));
    assertThat(world.probe.requests()).as("one read").hasSize(1);
  }

  private Map<String, PushStatus> read(String... pushIds) {
    return statuses.ofPushes(stream.id(), List.of(pushIds));
  }

  private Lease acquire(int attempt) {
    return world.catalog.leases().acquire(stream.id(), session.id(), attempt, "task-" + attempt);
  }
}
