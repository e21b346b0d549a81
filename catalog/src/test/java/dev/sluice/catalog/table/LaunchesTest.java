package dev.sluice.catalog.table;

import static dev.sluice.catalog.table.World.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.catalog.launch.Launch;
import dev.sluice.catalog.launch.Launches;
import dev.sluice.catalog.launch.LiveSession;
import dev.sluice.catalog.page.Page;
import dev.sluice.catalog.session.EndCause;
import dev.sluice.catalog.session.Lease;
import dev.sluice.catalog.session.Session;
import dev.sluice.catalog.session.SessionState;
import dev.sluice.catalog.status.Reason;
import dev.sluice.catalog.stream.Stream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EachBackEnd
class LaunchesTest extends TableTest {
  private Launches launches;
  private Stream stream;
  private Session session;

  LaunchesTest(BackEnd backEnd) {
    super(backEnd);
  }

  @BeforeEach
  void begin() {
    launches = world.catalog.launches();
    stream = world.stream();
    session = world.begin(stream);
  }

  @Test
  void theFirstCallersParametersStand() {
    Instant notBefore = START.plusSeconds(4);
    Launch first =
        launches.freeze(stream.id(), session.id(), 1, size("256"), notBefore).orElseThrow();
    Launch second = launches.freeze(stream.id(), session.id(), 1, size("512"), null).orElseThrow();

    assertThat(first)
        .isEqualTo(
            new Launch(stream.id(), session.id(), 1, size("256"), null, START, notBefore, null));
    assertThat(second).isEqualTo(first);
    assertThat(launches.current(stream.id())).contains(first);
  }

  @Test
  void ofManyCallersAtOnceAllGetTheSameParameters() {
    List<Optional<Launch>> frozen =
        Together.run(
            IntStream.range(0, 8)
                .<Callable<Optional<Launch>>>mapToObj(
                    i -> () -> launches.freeze(stream.id(), session.id(), 1, size("" + i), null))
                .toList());

    assertThat(new HashSet<>(frozen)).hasSize(1);
    assertThat(frozen.getFirst()).isPresent();
  }

  @Test
  void aNewerAttemptReplacesTheOlderAndForgetsItsTask() {
    launches.started(freeze(1), "task-1");

    Launch second = freeze(2);

    assertThat(second.taskRef()).isNull();
    assertThat(launches.current(stream.id())).contains(second);
    assertThat(launches.freeze(stream.id(), session.id(), 1, size("x"), null)).isEmpty();
  }

  @Test
  void nothingIsFrozenForASessionThatEnded() {
    Launch launch = freeze(1);
    end();

    assertThat(launches.freeze(stream.id(), session.id(), 2, size("x"), null)).isEmpty();
    assertThat(launches.freeze(stream.id(), "another", 1, size("x"), null)).isEmpty();
    assertThat(launches.freeze("nobody", session.id(), 1, size("x"), null)).isEmpty();
    assertThat(launches.current(stream.id())).as("to be stopped").contains(launch);
  }

  @Test
  void aStartedTaskIsKnownEvenWhenItsSessionEndedMeanwhile() {
    Launch launch = freeze(1);
    end();

    launches.started(launch, "task-1");

    assertThat(live()).singleElement().satisfies(l -> assertThat(taskOf(l)).isEqualTo("task-1"));
  }

  @Test
  void aTaskOfAnOlderAttemptDoesNotTakeTheNewerOnesPlace() {
    Launch first = freeze(1);
    launches.started(freeze(2), "task-2");

    launches.started(first, "task-1");
    launches.failed(first, Reason.CAPACITY, "late");

    assertThat(launches.current(stream.id()).orElseThrow().taskRef()).isEqualTo("task-2");
    assertThat(shown().reason()).isNull();
  }

  @Test
  void aFailedLaunchIsShownOnTheSessionUntilTheNextOneStarts() {
    Launch launch = freeze(1);

    launches.failed(launch, Reason.CAPACITY, "No capacity; tried again.");
    assertThat(shown().reason()).isEqualTo(Reason.CAPACITY);
    assertThat(shown().message()).isEqualTo("No capacity; tried again.");
    assertThat(shown().state()).isEqualTo(SessionState.STARTING);

    launches.started(launch, "task-1");
    assertThat(shown().reason()).isNull();
    assertThat(shown().message()).isNull();
  }

  @Test
  void aFailureThatComesLateLeavesTheEndsOwnReason() {
    Launch launch = freeze(1);
    end();

    launches.failed(launch, Reason.CAPACITY, "late");

    assertThat(shown().reason()).isNull();
  }

  @Test
  void aLiveSessionIsListedFromItsBeginningThoughNobodyLaunchedIt() {
    assertThat(live())
        .singleElement()
        .satisfies(
            l -> {
              assertThat(l.sessionId()).isEqualTo(session.id());
              assertThat(l.startedAt()).isEqualTo(START);
              assertThat(l.control()).isEqualTo(world.control(stream));
              assertThat(l.launch()).isNull();
              assertThat(l.lease()).isNull();
            });
  }

  @Test
  void whatRunsForASessionIsListedWithIt() {
    launches.started(freeze(1), "task-1");
    var lease = world.catalog.leases().acquire(stream.id(), session.id(), 1, "owner");

    LiveSession listed = live().getFirst();
    assertThat(taskOf(listed)).isEqualTo("task-1");
    assertThat(listed.lease()).isEqualTo(lease);
  }

  @Test
  void aReplacedSessionStaysListedWithItsTaskSoThatItIsStopped() {
    launches.started(freeze(1), "task-1");
    var lease = world.catalog.leases().acquire(stream.id(), session.id(), 1, "owner");
    world.live(stream, "named", START);
    world.live(stream, "another", world.after(60));

    List<LiveSession> listed = live();
    assertThat(listed).hasSize(2);
    LiveSession old = of(listed, session.id());
    assertThat(taskOf(old)).isEqualTo("task-1");
    assertThat(old.lease()).isEqualTo(lease);
    assertThat(old.control().sessionId()).isNotEqualTo(session.id());
    LiveSession fresh = of(listed, Objects.requireNonNull(old.control().sessionId()));
    assertThat(fresh.launch()).isNull();
    assertThat(fresh.lease()).as("of the old session").isNull();
  }

  @Test
  void aSessionIsPutAwayOnceItEndedAndNotBefore() {
    launches.putAway(stream.id(), session.id());
    assertThat(live()).hasSize(1);

    end();
    assertThat(live()).hasSize(1);
    launches.putAway(stream.id(), session.id());
    assertThat(live()).isEmpty();
    launches.putAway(stream.id(), session.id());
  }

  @Test
  void aResumedSessionIsNotPutAway() {
    assertThat(world.catalog.sessions().idle(stream.id(), null, world.after(10))).isTrue();
    world.live(stream, null, world.after(20));

    launches.putAway(stream.id(), session.id());

    assertThat(live()).hasSize(1);
  }

  @Test
  void theTaskOfADeletedStreamIsStillListedAsEnded() {
    launches.started(freeze(1), "task-1");
    world.catalog.streams().delete(world.account.id(), stream.id());

    LiveSession left = live().getFirst();
    assertThat(left.control().ended()).isTrue();
    assertThat(taskOf(left)).isEqualTo("task-1");
    launches.putAway(stream.id(), session.id());
    assertThat(live()).isEmpty();
  }

  @Test
  void aShardIsWalkedInPages() {
    List<String> seeded = seedShard(205);
    Page<LiveSession> first = launches.live(shard(stream), null);
    assertThat(first.items()).hasSize(100);

    assertThat(live())
        .extracting(LiveSession::sessionId)
        .containsAll(seeded)
        .doesNotHaveDuplicates()
        .hasSize(206);
  }

  @Test
  void thereAreEightShards() {
    assertThatThrownBy(() -> launches.live(8, null)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> launches.live(-1, null)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aLeaseIsFoundOutByTwoLooksAtTheSameOne() {
    Launch launch = freeze(1);
    Lease lease = world.catalog.leases().acquire(stream.id(), session.id(), 1, "task");
    world.after(60);
    assertThat(launches.leaseSeenOut(launch, lease)).isFalse();
    assertThat(launches.leaseSeenOut(launch, lease)).as("at once again").isFalse();
    world.clock.advance(Launches.SECOND_LOOK);
    assertThat(launches.leaseSeenOut(launch, lease)).isTrue();

    Lease renewed = world.catalog.leases().renew(lease);
    world.after(120);
    assertThat(launches.leaseSeenOut(launch, renewed)).as("another look at another").isFalse();
    freeze(2);
    world.after(180);
    assertThat(launches.leaseSeenOut(launch, renewed))
        .as("of a launch that was replaced")
        .isFalse();
    assertThat(launches.leaseSeenOut(launch, renewed)).isFalse();
  }

  private Launch freeze(int attempt) {
    return launches.freeze(stream.id(), session.id(), attempt, size("256"), null).orElseThrow();
  }

  private static Map<String, String> size(String cpu) {
    return Map.of("cpu", cpu, "memory", "1024");
  }

  private void end() {
    assertThat(
            world
                .catalog
                .sessions()
                .end(stream.id(), session.id(), EndCause.TERMINATED, null, null, null))
        .isTrue();
  }

  private Session shown() {
    return Objects.requireNonNull(world.stream(stream.id()).session());
  }

  private static @Nullable String taskOf(LiveSession live) {
    return Objects.requireNonNull(live.launch()).taskRef();
  }

  private static LiveSession of(List<LiveSession> listed, String sessionId) {
    return listed.stream().filter(l -> l.sessionId().equals(sessionId)).findFirst().orElseThrow();
  }

  private static int shard(Stream stream) {
    return Math.floorMod(stream.id().hashCode(), Launches.SHARDS);
  }

  /** Sessions that were replaced and not put away: many of one stream are in one shard. */
  private List<String> seedShard(int sessions) {
    List<String> ids = IntStream.range(0, sessions).mapToObj(i -> "session-" + i).toList();
    world.seed(ids.stream().map(id -> LiveItems.put(stream.id(), id, START)).toList());
    return ids;
  }

  private List<LiveSession> live() {
    List<LiveSession> all = new ArrayList<>();
    for (int shard = 0; shard < Launches.SHARDS; shard++) {
      @Nullable String cursor = null;
      do {
        Page<LiveSession> page = launches.live(shard, cursor);
        all.addAll(page.items());
        cursor = page.nextCursor();
      } while (cursor != null);
    }
    return all;
  }
}
