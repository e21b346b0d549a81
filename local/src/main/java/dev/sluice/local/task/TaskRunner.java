package dev.sluice.local.task;

import dev.sluice.catalog.launch.Launch;
import java.io.IOException;

/** Starts tasks in one way: as child processes, or as containers. Thread-safe. */
public interface TaskRunner {

  /**
   * Starts the task of an attempt.
   *
   * @throws IOException if it cannot be started; its message says why
   */
  RunningTask start(Launch launch) throws IOException;
}
