package dev.sluice.catalog.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.launch.Launch;
import dev.sluice.catalog.launch.Launches;
import dev.sluice.catalog.push.Push;
import dev.sluice.catalog.session.EndCause;
import dev.sluice.catalog.session.Lease;
import dev.sluice.catalog.session.Session;
import dev.sluice.catalog.session.SessionState;
import dev.sluice.catalog.status.Reason;
import dev.sluice.catalog.stream.Stream;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever runs with fewer rights in AWS touches only what its role allows. */
@EachBackEnd
class RolesTest extends TableTest {
  private static final Pattern TASKS_ITEMS =
      Pattern.compile("LEASE|OBSERVED#.*|STATUS#.*|COUNTERS|CONFIG|SESSION#.*");

  private Stream stream;
  private Session session;

  RolesTest(BackEnd backEnd) {
    super(backEnd);
  }

  @BeforeEach
  void begin() {
    stream = world.stream();
    session = world.begin(stream);
  }

  @Test
  void aTaskReadsStreamsAndTargetsAndWritesOnlyOfItsStream() {
    Push push = world.push(stream, world.target());
    world.inlinePush(stream);
    world.probe.forget();

    world.catalog.sessions().control(stream.id());
    world.catalog.sessions().openSourceUrl(stream.id(), session.id());
    Lease lease = world.catalog.leases().acquire(stream.id(), session.id(), 1, "task");
    world
        .catalog
        .pushes()
        .all(stream.id())
        .forEach(each -> world.catalog.targets().open(each.target()));
    world.catalog.sessions().observe(lease, SessionState.LIVE, null, null, null);
    world.catalog.statuses().write(lease, List.of(Samples.status(push, session)));
    world.catalog.statuses().count(lease, List.of(Samples.status(push, session)));
    Lease renewed = world.catalog.leases().renew(lease);
    assertThat(
            world
                .catalog
                .sessions()
                .lost(stream.id(), session.id(), World.START, "away", world.control(stream)))
        .isTrue();
    world.catalog.leases().release(renewed);

    assertThat(Touched.partitions(world.probe.requests()))
        .allMatch(pk -> pk.equals("STREAM#" + stream.id()) || pk.startsWith("TARGET#"));
    assertThat(Touched.written(world.probe.requests()))
        .allMatch(key -> key.partition().equals("STREAM#" + stream.id()))
        .allMatch(key -> TASKS_ITEMS.matcher(key.sort()).matches());
  }

  @Test
  void theConsumersOfEventsNeverTouchAnAccount() {
    world.inlinePush(stream);
    world.probe.forget();

    world.catalog.pushes().all(stream.id());
    Launch launch =
        world
            .catalog
            .launches()
            .freeze(stream.id(), session.id(), 1, Map.of("cpu", "256"), null)
            .orElseThrow();
    world.catalog.launches().failed(launch, Reason.CAPACITY, "none");
    world.catalog.launches().started(launch, "task-1");
    for (int shard = 0; shard < Launches.SHARDS; shard++) {
      world.catalog.launches().live(shard, null);
    }
    world.catalog.launches().current(stream.id());
    world.catalog.leases().find(stream.id());
    assertThat(
            world
                .catalog
                .sessions()
                .end(
                    stream.id(),
                    session.id(),
                    EndCause.LAUNCH_FAILED,
                    Reason.LAUNCH_FAILED,
                    "m",
                    null))
        .isTrue();
    world.catalog.launches().putAway(stream.id(), session.id());

    assertThat(Touched.partitions(world.probe.requests()))
        .allMatch(pk -> pk.matches("(STREAM|TARGET|LIVE)#.*"));
  }

  @Test
  void usersWritesAndTheTasksNeverMeetInOneItem() {
    Push push = world.inlinePush(stream);
    Lease lease = world.catalog.leases().acquire(stream.id(), session.id(), 1, "task");
    world.probe.forget();
    world.catalog.sessions().observe(lease, SessionState.LIVE, null, null, null);
    world.catalog.statuses().write(lease, List.of(Samples.status(push, session)));
    world.catalog.statuses().count(lease, List.of(Samples.status(push, session)));
    world.catalog.leases().renew(lease);
    List<Key> tasks = List.copyOf(Touched.written(world.probe.requests()));
    world.probe.forget();

    var pushes = world.catalog.pushes();
    pushes.edit(world.account.id(), stream.id(), push.id(), Drafts.enabled(false));
    pushes.retry(world.account.id(), stream.id(), push.id());
    world.inlinePush(stream);
    assertThat(world.catalog.sessions().idle(stream.id(), null, world.after(10))).isTrue();
    world.live(stream, null, world.after(20));

    assertThat(tasks).hasSize(4);
    assertThat(Touched.written(world.probe.requests()))
        .isNotEmpty()
        .doesNotContainAnyElementsOf(tasks);
  }
}
