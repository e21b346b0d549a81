package dev.sluice.local.cli;

import dev.sluice.local.task.TaskKind;
import java.nio.file.Path;
import java.util.OptionalInt;

/** What {@code ./sluice} is asked to do. */
public sealed interface Command {

  /**
   * The local run for one's own use.
   *
   * @param port of the HTTP API; 0 for any
   * @param rtmpPort of the ingest; 0 for any
   * @param data the folder kept between runs
   * @param tasks as what push tasks run
   * @param aws whether services of AWS's endpoint are used in place of the run's own
   * @param json whether the one line printed once ready is JSON
   */
  record Up(int port, int rtmpPort, Path data, TaskKind tasks, boolean aws, boolean json)
      implements Command {}

  /**
   * The demo.
   *
   * @param seconds how long it streams; empty until Ctrl-C
   * @param json whether the last line is a JSON summary, and all else goes to standard error
   */
  record Demo(OptionalInt seconds, boolean json) implements Command {}
}
