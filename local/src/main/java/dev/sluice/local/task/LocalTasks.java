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

  /** A runner's own time limit, and some. */
  private static final Duration START_TIMEOUT = Duration.ofSeconds(40);

  private final TaskRunner runner;
  private final Consumer<TaskEnd> ends;
  private final Duration stopTimeout;
  private final Map<String, LocalTask> tasks = new HashMap<>();
  private boolean closed;

  /**
   * @param runner starts them
   * @param ends told of each task's end, unless {@link #close} came first
   */
  public LocalTasks(TaskRunner runner, Consumer<TaskEnd> ends) {
    this(runner, ends, STOP_TIMEOUT);
  }

  LocalTasks(TaskRunner runner, Consumer<TaskEnd> ends, Duration stopTimeout) {
    this.runner = runner;
    this.ends = ends;
    this.stopTimeout = stopTimeout;
  }

  /** Empty: a task here has no size and no version to choose. */
  @Override
  public Map<String, String> parameters(Workload workload) {
    return Map.of();
  }

  /** Takes the seconds that a container's making takes; other calls do not wait for it. */
  @Override
  public String launch(Launch launch) {
    LocalTask task = new LocalTask(name(launch), launch);
    LocalTask first = enter(task);
    if (first.ref().equals(task.ref())) {
      start(task);
    } else {
      awaitStart(first);
    }
    return first.ref();
  }

  @Override
  public synchronized void stop(String taskRef, String why) {
    LocalTask task = tasks.get(taskRef);
    if (task != null && task.stop(stopTimeout)) {
      LOG.info("streamId={} task is stopped: {}", task.launch().streamId(), why);
    }
  }

  @Override
  public Duration startGrace() {
    return START_GRACE;
  }

  /** Stops all tasks in parallel and waits for them, for at most 10 s. Starts none from here on. */
  @Override
  public void close() {
    List<LocalTask> left;
    synchronized (this) {
      closed = true;
      left = List.copyOf(tasks.values());
      tasks.clear();
    }
    try {
      var _ =
          CompletableFuture.allOf(
                  left.stream().map(LocalTask::terminate).toArray(CompletableFuture<?>[]::new))
              .get(stopTimeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      kill(left);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a task's end is no failure", e);
    } catch (InterruptedException e) {
      kill(left);
      Thread.currentThread().interrupt();
    }
  }

  private static void kill(List<LocalTask> left) {
    for (LocalTask task : left) {
      var _ = task.kill();
    }
  }

  private static String name(Launch launch) {
    return "sluice-" + launch.streamId() + "-" + Long.toUnsignedString(System.nanoTime(), 36);
  }

  /** Takes a place for a task; or answers the one of the same attempt that has it already. */
  private synchronized LocalTask enter(LocalTask task) {
    if (closed) {
      throw new LaunchException(Reason.LAUNCH_FAILED, Remedy.RETRY, "This local run is ending.");
    }
    for (LocalTask other : tasks.values()) {
      if (other.isOf(task.launch())) {
        return other;
      }
    }
    if (tasks.size() >= MAX_TASKS) {
      throw new LaunchException(
          Reason.CAPACITY, Remedy.RETRY, MAX_TASKS + " streams are live on this machine already.");
    }
    tasks.put(task.ref(), task);
    return task;
  }

  private void start(LocalTask task) {
    Launch launch = task.launch();
    RunningTask running;
    try {
      running = runner.start(launch, task.ref());
    } catch (IOException | RuntimeException e) {
      LOG.error("the task of stream {} cannot be started", launch.streamId(), e);
      boolean _ = leave(task);
      boolean _ = task.started().completeExceptionally(e);
      throw notStarted();
    }
    LOG.info(
        "streamId={} sessionId={} attempt={} task={} started",
        launch.streamId(),
        launch.sessionId(),
        launch.attempt(),
        task.ref());
    boolean _ = task.started().complete(running);
    var _ = running.exit().thenAccept(exitCode -> ended(task, exitCode));
  }

  private static void awaitStart(LocalTask task) {
    try {
      var _ = task.started().get(START_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw notStarted();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notStarted();
    }
  }

  private static LaunchException notStarted() {
    return new LaunchException(
        Reason.LAUNCH_FAILED,
        Remedy.RETRY,
        "The push task could not be started; the log says why.");
  }

  private synchronized boolean leave(LocalTask task) {
    return tasks.remove(task.ref()) != null;
  }

  private void ended(LocalTask task, int exitCode) {
    if (!leave(task)) {
      return;
    }
    Launch launch = task.launch();
    LOG.info(
        "streamId={} sessionId={} attempt={} ended, exit code {}",
        launch.streamId(),
        launch.sessionId(),
        launch.attempt(),
        exitCode);
    ends.accept(new TaskEnd(launch, task.ref(), exitCode));
  }
}
