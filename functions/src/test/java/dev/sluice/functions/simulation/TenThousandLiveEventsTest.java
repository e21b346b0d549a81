package dev.sluice.functions.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.sluice.catalog.Catalog;
import dev.sluice.functions.launch.TaskLauncher;
import dev.sluice.functions.launch.TaskStarter;
import dev.sluice.functions.launch.ecs.EcsSettings;
import dev.sluice.functions.launch.ecs.EcsTaskLauncher;
import dev.sluice.functions.live.LiveFunction;
import dev.sluice.functions.reconcile.ReconcileFunction;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Ten thousand streams go live within a minute, by the consumers as they are, the queue as {@code
 * template.yaml} sets it up, and ECS with the limits of Fargate. Some events come twice and some
 * never.
 */
class TenThousandLiveEventsTest {
  private static final int STREAMS = 10_000;
  private static final Duration ARRIVAL = Duration.ofMinutes(1);
  private static final Duration BOOT = Duration.ofSeconds(30);
  private static final Duration RECONCILE = Duration.ofMinutes(1);
  private static final Duration RECONCILE_TIMEOUT = Duration.ofSeconds(55);
  private static final int RECONCILES = 20;
  private static final int EVERY_TWICE = 50;
  private static final int EVERY_LOST = 500;

  private final VirtualTime time = new VirtualTime(Instant.parse("2100-01-01T00:00:00Z"));
  private final Instant start = time.now();
  private final SimulatedCatalog table = new SimulatedCatalog(time);
  private final LimitedEcs ecs = new LimitedEcs(time, new Random(1));

  private final Logger log = (Logger) LoggerFactory.getLogger("dev.sluice.functions");

  /** Thousands of throttled calls are what this is about. */
  @BeforeEach
  void sayNothingOfEachThrottledCall() {
    log.setLevel(Level.ERROR);
  }

  @AfterEach
  void sayAllAgain() {
    log.setLevel(null);
  }

  @Test
  void everySessionEndsUpWithExactlyOneTask() throws InterruptedException {
    Catalog catalog = table.catalog();
    TaskLauncher launcher =
        new EcsTaskLauncher(
            ecs, new EcsSettings("cluster", "task:1", "EXTERNAL", List.of(), List.of(), ""));
    TaskStarter starter = new TaskStarter(catalog, launcher, time.clock());
    ReconcileFunction reconcile = new ReconcileFunction(catalog, starter, launcher, time.clock());
    LiveQueue queue = new LiveQueue(time, QueueSettings.read(), new LiveFunction(catalog, starter));

    for (int i = 0; i < STREAMS; i++) {
      goesLive(i, queue);
    }
    queue.poll(ARRIVAL);
    for (int i = 1; i <= RECONCILES; i++) {
      time.after(RECONCILE.multipliedBy(i), () -> run(reconcile));
    }
    time.after(Duration.ofMillis(1), this::beginTasks);
    time.run();

    Map<String, Long> tasks =
        ecs.started().stream()
            .collect(Collectors.groupingBy(LimitedEcs.Started::streamId, Collectors.counting()));
    Instant last =
        ecs.started().stream().map(LimitedEcs.Started::at).max(Comparator.naturalOrder()).get();
    Duration taken = Duration.between(start, last);
    Duration limit = Duration.ofSeconds((STREAMS - LimitedEcs.BURST) / LimitedEcs.PER_SECOND);
    System.out.printf(
        "%,d live events within %d s: the last task was started after %d s; RunTask's own limit is"
            + " %d s. Throttled calls %,d, events that came again %,d, batches that timed out %,d,"
            + " dead letters %,d.%n",
        STREAMS,
        ARRIVAL.toSeconds(),
        taken.toSeconds(),
        limit.toSeconds(),
        ecs.throttled(),
        queue.cameAgain(),
        queue.timeouts(),
        queue.deadLetters());

    assertThat(tasks).as("none lost").hasSize(STREAMS);
    assertThat(tasks.values()).as("none double").containsOnly(1L);
    assertThat(ecs.stops()).as("none stopped").isZero();
    assertThat(taken).isBetween(limit, limit.multipliedBy(5).dividedBy(4));
  }

  private void goesLive(int number, LiveQueue queue) {
    String id = "stream-%05d".formatted(number);
    time.after(
        ARRIVAL.multipliedBy(number).dividedBy(STREAMS),
        () -> {
          table.begin(id);
          String body =
              """
              {"source": "sluice", "detail-type": "Stream Live", "time": "%s",
               "detail": {"streamId": "%s", "sessionId": "%s"}}\
              """
                  .formatted(time.now(), id, id);
          if (number % EVERY_LOST != 0) {
            queue.send("message-" + number, body);
          }
          if (number % EVERY_TWICE == 1) {
            queue.send("message-again-" + number, body);
          }
        });
  }

  private void run(ReconcileFunction reconcile) {
    try {
      time.within(
          RECONCILE_TIMEOUT,
          () -> {
            Map<String, Object> _ = reconcile.apply(Map.of());
          });
    } catch (VirtualTime.TimedOut e) {
      // Lambda ends it; the next run goes on.
    }
  }

  /** Each task takes its lease a while after its launch. */
  private void beginTasks() {
    int begun = 0;
    Instant end = start.plus(RECONCILE.multipliedBy(RECONCILES));
    while (time.now().isBefore(end)) {
      List<LimitedEcs.Started> started = ecs.started();
      while (begun < started.size() && !started.get(begun).at().plus(BOOT).isAfter(time.now())) {
        table.lease(started.get(begun).streamId());
        begun++;
      }
      time.pass(Duration.ofSeconds(1));
    }
  }
}
