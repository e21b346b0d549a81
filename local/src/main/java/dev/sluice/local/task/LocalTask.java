package dev.sluice.local.task;

import dev.sluice.catalog.launch.Launch;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A task from before its start to its end. What comes while it is being started is done once it
 * runs. Thread-safe.
 *
 * @param started complete when it runs; failed when it could not be started
 * @param stopping whether a stop is under way: who asks again meanwhile asks for nothing more
 */
record LocalTask(
    String ref, Launch launch, CompletableFuture<RunningTask> started, AtomicBoolean stopping) {

  LocalTask(String ref, Launch launch) {
    this(ref, launch, new CompletableFuture<>(), new AtomicBoolean());
  }

  boolean isOf(Launch other) {
    return launch.sessionId().equals(other.sessionId())
        && launch.streamId().equals(other.streamId())
        && launch.attempt() == other.attempt();
  }

  /**
   * Asks the task to end; kills it if it has not within this time. Does not wait.
   *
   * @return whether no stop was under way already
   */
  boolean stop(Duration timeout) {
    boolean first = stopping.compareAndSet(false, true);
    if (first) {
      var _ =
          terminate()
              .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
              .exceptionallyCompose(late -> kill())
              .whenComplete((done, failure) -> stopping.set(false));
    }
    return first;
  }

  /** Asks the task to end. Complete at its end; also when it never started. */
  CompletableFuture<Void> terminate() {
    return started
        .thenCompose(
            task -> {
              task.terminate();
              return task.exit();
            })
        .handle((exitCode, failure) -> null);
  }

  /** Complete when that has been done or given up. */
  CompletableFuture<Void> kill() {
    return started.thenCompose(RunningTask::kill).exceptionally(failure -> null);
  }
}
