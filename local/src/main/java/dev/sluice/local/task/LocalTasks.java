package dev.sluice.local.task;

import dev.sluice.catalog.launch.Launch;
import dev.sluice.catalog.status.Reason;
import dev.sluice.functions.launch.LaunchException;
import dev.sluice.functions.launch.Remedy;
import dev.sluice.functions.launch.TaskLauncher;
import dev.sluice.functions.launch.Workload;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs push tasks on this machine, {@link #MAX_TASKS} at most. A task that is stopped gets SIGTERM,
 * and SIGKILL if it has not ended 10 s later, as ECS does with its own time-out. Thread-safe.
 */
public final class LocalTasks implements TaskLauncher, AutoCloseable {

  /** Tasks at once; each is a JVM of 100 to 200 MB. */
  public static final int MAX_TASKS = 32;

  private static final Logger LOG = LoggerFactory.getLogger(LocalTasks.class);
  private static final Duration START_GRACE = Duration.ofSeconds(15);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

  private final TaskRunner runner;
  private final Consumer<TaskEnd> ends;
  private final Map<String, Attempt> attempts = new HashMap<>();

  private record Attempt(Launch launch, RunningTask task) {
    boolean runs(Launch other) {
      return launch.sessionId().equals(other.sessionId())
          && launch.streamId().equals(other.streamId())
          && launch.attempt() == other.attempt();
    }
  }

  /**
   * @param runner starts them
   * @param ends told of each task's end, unless {@link #close} came first
   */
  public LocalTasks(TaskRunner runner, Consumer<TaskEnd> ends) {
    this.runner = runner;
    this.ends = ends;
  }

  /** Empty: a task here has no size and no version to choose. */
  @Override
  public Map<String, String> parameters(Workload workload) {
    return Map.of();
  }

  @Override
  public synchronized String launch(Launch launch) {
    for (Map.Entry<String, Attempt> attempt : attempts.entrySet()) {
      if (attempt.getValue().runs(launch)) {
        return attempt.getKey();
      }
    }
    if (attempts.size() >= MAX_TASKS) {
      throw new LaunchException(
          Reason.CAPACITY, Remedy.RETRY, MAX_TASKS + " streams are live on this machine already.");
    }
    RunningTask task = start(launch);
    String taskRef = task.ref();
    attempts.put(taskRef, new Attempt(launch, task));
    var _ = task.exit().thenAccept(exitCode -> ended(taskRef, launch, exitCode));
    LOG.info(
        "streamId={} sessionId={} attempt={} task={} started",
        launch.streamId(),
        launch.sessionId(),
        launch.attempt(),
        taskRef);
    return taskRef;
  }

  @Override
  public synchronized void stop(String taskRef, String why) {
    Attempt attempt = attempts.get(taskRef);
    if (attempt != null) {
      LOG.info("streamId={} task is stopped: {}", attempt.launch.streamId(), why);
      stop(attempt.task);
    }
  }

  @Override
  public Duration startGrace() {
    return START_GRACE;
  }

  /** Stops all tasks in parallel and waits for them, for at most 10 s. */
  @Override
  public void close() {
    List<RunningTask> left;
    synchronized (this) {
      left = attempts.values().stream().map(Attempt::task).toList();
      attempts.clear();
    }
    left.forEach(RunningTask::terminate);
    try {
      CompletableFuture.allOf(
              left.stream().map(RunningTask::exit).toArray(CompletableFuture<?>[]::new))
          .get(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      left.forEach(RunningTask::kill);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a task's end is always a number", e);
    } catch (InterruptedException e) {
      left.forEach(RunningTask::kill);
      Thread.currentThread().interrupt();
    }
  }

  private RunningTask start(Launch launch) {
    try {
      return runner.start(launch);
    } catch (IOException e) {
      LOG.error("the task of stream {} cannot be started", launch.streamId(), e);
      throw new LaunchException(
          Reason.LAUNCH_FAILED,
          Remedy.RETRY,
          "The push task could not be started; the log says why.");
    }
  }

  private static void stop(RunningTask task) {
    task.terminate();
    var _ =
        task.exit()
            .copy()
            .orTimeout(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
            .exceptionally(
                late -> {
                  task.kill();
                  return -1;
                });
  }

  private void ended(String taskRef, Launch launch, int exitCode) {
    synchronized (this) {
      if (attempts.remove(taskRef) == null) {
        return;
      }
    }
    LOG.info(
        "streamId={} sessionId={} attempt={} ended, exit code {}",
        launch.streamId(),
        launch.sessionId(),
        launch.attempt(),
        exitCode);
    ends.accept(new TaskEnd(launch, taskRef, exitCode));
  }
}
