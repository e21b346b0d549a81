package dev.sluice.local.run;

import dev.sluice.local.cli.StartException;
import dev.sluice.local.container.Containers;
import dev.sluice.local.data.DataFolder;
import dev.sluice.local.process.ProcessGuard;
import dev.sluice.local.task.ChildProcesses;
import dev.sluice.local.task.TaskCommand;
import dev.sluice.local.task.TaskKind;
import dev.sluice.local.task.TaskLog;
import dev.sluice.local.task.TaskRunner;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** How a run's tasks are started, and what sees to their end. */
final class TaskRunners {

  private static final String CA_FILE = "SLUICE_CA_FILE";

  private TaskRunners() {}

  static ProcessGuard guard(LocalSettings settings) throws StartException {
    if (settings.tasks() == TaskKind.DOCKER) {
      return Containers.guard(settings.data());
    }
    try {
      return ProcessGuard.start();
    } catch (IOException e) {
      throw new StartException("there is no /bin/sh to guard child processes", e);
    }
  }

  /** A runner of tasks that use these services. */
  static TaskRunner open(
      LocalSettings settings, DataFolder folder, Services services, ProcessGuard guard)
      throws StartException {
    Map<String, String> environment = new HashMap<>(services.environment());
    environment.put("SLUICE_VAULT", services.vault());
    if (settings.tasks() == TaskKind.DOCKER) {
      if (settings.environment().containsKey(CA_FILE)) {
        environment.put(CA_FILE, settings.environment().get(CA_FILE));
      }
      return Containers.open(settings.home(), folder, guard, environment);
    }
    environment.putAll(settings.environment());
    return new ChildProcesses(
        guard, new TaskCommand(settings.home(), environment), new TaskLog(folder.file("logs")));
  }
}
