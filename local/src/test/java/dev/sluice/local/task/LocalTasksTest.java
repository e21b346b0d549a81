package dev.sluice.local.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.catalog.launch.Launch;
import dev.sluice.functions.launch.LaunchException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LocalTasksTest {

  private final SlowRunner runner = new SlowRunner();
  private final ConcurrentLinkedQueue<TaskEnd> ends = new ConcurrentLinkedQueue<>();
  private LocalTasks tasks = new LocalTasks(runner, ends::add);
  private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void end() {
    background.shutdownNow();
  }

  @Test
  void nobodyWaitsForATaskThatIsBeingMade() throws Exception {
    runner.open("quick");
    String running = tasks.launch(launch("quick", 1));
    CompletableFuture<String> slow = inBackground(launch("slow", 1));
    runner.awaitBegun("slow");

    tasks.stop(running, "test");
    runner.open("another");
    assertThat(tasks.launch(launch("another", 1))).isNotEqualTo(running);
    assertThat(runner.task("quick").terminated()).isEqualTo(1);
    assertThat(slow).isNotDone();

    runner.open("slow");
    assertThat(slow.get(20, TimeUnit.SECONDS)).contains("slow");
  }

  @Test
  void aStopThatComesWhileATaskIsBeingMadeEndsIt() throws Exception {
    CompletableFuture<String> slow = inBackground(launch("slow", 1));
    String ref = runner.awaitBegun("slow");
    tasks.stop(ref, "test");
    runner.open("slow");
    assertThat(slow.get(20, TimeUnit.SECONDS)).isEqualTo(ref);
    assertThat(runner.task("slow").terminated()).isEqualTo(1);
  }

  @Test
  void aTaskThatIsBeingMadeWhenTheRunEndsIsEndedToo() throws Exception {
    runner.open("quick");
    String _ = tasks.launch(launch("quick", 1));
    CompletableFuture<String> slow = inBackground(launch("slow", 1));
    String _ = runner.awaitBegun("slow");
    CompletableFuture<Void> closing = CompletableFuture.runAsync(tasks::close, background);
    runner.task("quick").awaitTerminated();
    runner.open("slow");
    String _ = slow.get(20, TimeUnit.SECONDS);
    runner.task("slow").awaitTerminated();
    runner.task("slow").ends(143);
    runner.task("quick").ends(143);
    Object _ = closing.get(20, TimeUnit.SECONDS);
    assertThatThrownBy(() -> tasks.launch(launch("late", 1))).isInstanceOf(LaunchException.class);
    assertThat(ends).isEmpty();
  }

  @Test
  void twoLaunchesOfOneAttemptAtOnceAreOneTask() throws Exception {
    CompletableFuture<String> first = inBackground(launch("slow", 1));
    String ref = runner.awaitBegun("slow");
    CompletableFuture<String> second = inBackground(launch("slow", 1));
    runner.open("slow");
    assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(ref);
    assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo(ref);
    assertThat(runner.begun()).isEqualTo(1);
  }

  @Test
  void askedAgainAndAgainATaskIsStoppedOnce() throws Exception {
    tasks = new LocalTasks(runner, ends::add, Duration.ofMillis(500));
    runner.open("deaf");
    String ref = tasks.launch(launch("deaf", 1));
    for (int i = 0; i < 5; i++) {
      tasks.stop(ref, "test");
    }
    SlowRunner.Task task = runner.task("deaf");
    assertThat(task.terminated()).isEqualTo(1);
    task.awaitKilled(Duration.ofSeconds(20));
    for (int i = 0; i < 5; i++) {
      tasks.stop(ref, "test");
    }
    assertThat(task.terminated()).as("while its kill has no answer").isEqualTo(1);
    assertThat(task.killed()).isEqualTo(1);

    task.killIsGivenUp();
    await()
        .until(
            () -> {
              tasks.stop(ref, "test");
              return task.terminated() == 2;
            });
  }

  @Test
  void whatCannotBeStartedLeavesItsPlaceToTheNextTry() throws Exception {
    CompletableFuture<String> slow = inBackground(launch("slow", 1));
    String _ = runner.awaitBegun("slow");
    runner.breakOff("slow");
    assertThat(slow.handle((ref, failure) -> failure).get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(LaunchException.class);
    runner.open("slow");
    assertThat(tasks.launch(launch("slow", 1))).contains("slow");
  }

  private CompletableFuture<String> inBackground(Launch launch) {
    return CompletableFuture.supplyAsync(() -> tasks.launch(launch), background);
  }

  private static Launch launch(String stream, int attempt) {
    return new Launch(stream, "session", attempt, Map.of(), null, Instant.EPOCH, null, null);
  }
}
