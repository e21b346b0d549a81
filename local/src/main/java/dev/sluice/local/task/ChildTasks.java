package dev.sluice.local.task;

import dev.sluice.catalog.launch.Launch;
import dev.sluice.catalog.status.Reason;
import dev.sluice.functions.launch.LaunchException;
import dev.sluice.functions.launch.Remedy;
import dev.sluice.functions.launch.TaskLauncher;
import dev.sluice.functions.launch.Workload;
import dev.sluice.local.process.ProcessGuard;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs push tasks as child processes, {@link #MAX_TASKS} at most. A task that is stopped gets
 * SIGTERM, and SIGKILL if it has not ended 10 s later, as ECS does with its own time-out.
 * Thread-safe.
 */
public final class ChildTasks implements TaskLauncher, AutoCloseable {

  /** Tasks at once; each is a JVM of 100 to 200 MB. */
  public static final int MAX_TASKS = 32;

  private static final Logger LOG = LoggerFactory.getLogger(ChildTasks.class);
  private static final Duration START_GRACE = Duration.ofSeconds(15);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

  private final ProcessGuard guard;
  private final TaskCommand command;
  private final Path logs;
  private final Consumer<TaskEnd> ends;
  private final Map<String, Child> children = new HashMap<>();

  private record Child(Launch launch, Process process) {
    boolean runs(Launch other) {
      return launch.sessionId().equals(other.sessionId())
          && launch.streamId().equals(other.streamId())
          && launch.attempt() == other.attempt();
    }
  }

  /**
   * @param logs the folder for what tasks print, one file for each stream
   * @param ends told of each child's end, unless {@link #close} came first
   */
  public ChildTasks(ProcessGuard guard, TaskCommand command, Path logs, Consumer<TaskEnd> ends) {
    this.guard = guard;
    this.command = command;
    this.logs = logs;
    this.ends = ends;
  }

  /** Empty: a child has no size and no version to choose. */
  @Override
  public Map<String, String> parameters(Workload workload) {
    return Map.of();
  }

  @Override
  public synchronized String launch(Launch launch) {
    for (Map.Entry<String, Child> child : children.entrySet()) {
      if (child.getValue().runs(launch)) {
        return child.getKey();
      }
    }
    if (children.size() >= MAX_TASKS) {
      throw new LaunchException(
          Reason.CAPACITY, Remedy.RETRY, MAX_TASKS + " streams are live on this machine already.");
    }
    Process process = start(launch);
    String taskRef = "child-" + process.pid() + "-" + Long.toString(System.nanoTime(), 36);
    children.put(taskRef, new Child(launch, process));
    var _ = process.onExit().thenAccept(ended -> ended(taskRef, launch, ended.exitValue()));
    LOG.info(
        "streamId={} sessionId={} attempt={} pid={} started",
        launch.streamId(),
        launch.sessionId(),
        launch.attempt(),
        process.pid());
    return taskRef;
  }

  @Override
  public synchronized void stop(String taskRef, String why) {
    Child child = children.get(taskRef);
    if (child != null) {
      LOG.info("streamId={} task is stopped: {}", child.launch.streamId(), why);
      stop(child.process);
    }
  }

  @Override
  public Duration startGrace() {
    return START_GRACE;
  }

  /** Stops all tasks in parallel and waits for them, for at most 10 s. */
  @Override
  public void close() {
    List<Process> left;
    synchronized (this) {
      left = children.values().stream().map(Child::process).toList();
      children.clear();
    }
    left.forEach(Process::destroy);
    long deadline = System.nanoTime() + STOP_TIMEOUT.toNanos();
    for (Process process : left) {
      try {
        if (!process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        left.forEach(Process::destroyForcibly);
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private Process start(Launch launch) {
    ProcessBuilder builder = command.of(launch);
    try {
      TaskLog.redirect(builder, logs, launch.streamId());
      return guard.start(builder);
    } catch (IOException e) {
      LOG.error("the task of stream {} cannot be started", launch.streamId(), e);
      throw new LaunchException(
          Reason.LAUNCH_FAILED,
          Remedy.RETRY,
          "The push task could not be started; the log says why.");
    }
  }

  private static void stop(Process process) {
    process.destroy();
    var _ =
        process
            .onExit()
            .orTimeout(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
            .exceptionally(late -> process.destroyForcibly());
  }

  private void ended(String taskRef, Launch launch, int exitCode) {
    synchronized (this) {
      if (children.remove(taskRef) == null) {
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
