package dev.sluice.local.task;

import dev.sluice.catalog.launch.Launch;
import java.io.IOException;

/** Starts tasks in one way: as child processes, or as containers. Thread-safe. */
public interface TaskRunner {

  /**
   * Starts the task of an attempt, within 30 s.
   *
   * @param name unlike every other task's: letters, digits and {@code _.-}
   * @throws IOException if it cannot be started; its message says why
   */
  RunningTask start(Launch launch, String name) throws IOException;
}
