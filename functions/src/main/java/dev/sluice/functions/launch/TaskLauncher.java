package dev.sluice.functions.launch;

import dev.sluice.catalog.launch.Launch;
import java.time.Duration;
import java.util.Map;

/** Starts and stops push tasks: ECS in AWS, child processes in the local run. Thread-safe. */
public interface TaskLauncher {
  /**
   * What a launch needs to be the same on every try, for example the task definition's revision and
   * the size. Frozen on the session before the first try. Ids and sizes only.
   */
  Map<String, String> parameters(Workload workload);

  /**
   * Starts the task of an attempt. Starting the same attempt again, even at the same time, answers
   * the task that runs already.
   *
   * @return what the launcher calls the task, for {@link #stop}
   * @throws LaunchException when it was not started
   */
  String launch(Launch launch);

  /** Stops a task; one that is gone already is no error. Returns before it has ended. */
  void stop(String taskRef, String why);

  /** How long a task may take from its launch to its lease before it counts as dead. */
  Duration startGrace();
}
