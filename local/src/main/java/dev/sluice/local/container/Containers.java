package dev.sluice.local.container;

import dev.sluice.catalog.launch.Launch;
import dev.sluice.local.cli.StartException;
import dev.sluice.local.data.DataFolder;
import dev.sluice.local.process.ProcessGuard;
import dev.sluice.local.task.RunningTask;
import dev.sluice.local.task.TaskLog;
import dev.sluice.local.task.TaskRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tasks as containers of the task's image, run as the ECS task definition has it: not as root, on a
 * read-only file system, with ids alone as arguments. On the host's network, so that they reach
 * what listens on 127.0.0.1: the table, the ingest, a receiver.
 */
public final class Containers implements TaskRunner {

  private static final Logger LOG = LoggerFactory.getLogger(Containers.class);

  private final DockerCommand docker;
  private final ProcessGuard guard;
  private final TaskLog log;
  private final Labels labels;
  private final TaskContainer common;

  Containers(
      DockerCommand docker, ProcessGuard guard, TaskLog log, Labels labels, TaskContainer common) {
    this.docker = docker;
    this.guard = guard;
    this.log = log;
    this.labels = labels;
    this.common = common;
  }

  /**
   * Sees to it that nothing a run on this data folder needs in Docker outlives it: a guard that
   * removes what is left. What an earlier run left is removed now.
   *
   * @throws StartException if no engine answers
   */
  public static ProcessGuard guard(Path data) throws StartException {
    return guard(new DockerCommand(), data);
  }

  static ProcessGuard guard(DockerCommand docker, Path data) throws StartException {
    try {
      String _ = docker.run("version", "--format", "{{.Server.Version}}");
    } catch (IOException e) {
      throw new StartException(
          "--tasks docker needs a Docker engine on this machine and none answers ("
              + e.getMessage()
              + "); start or install one, or leave --tasks out",
          e);
    }
    Leftovers leftovers = new Leftovers(docker, data);
    try {
      long removed = leftovers.remove();
      if (removed > 0) {
        LOG.info("{} containers that an earlier run left were removed", removed);
      }
      return ProcessGuard.start(leftovers.removal(), docker.timeout());
    } catch (IOException e) {
      throw new StartException(
          "what an earlier run left in Docker cannot be removed: " + e.getMessage(), e);
    }
  }

  /**
   * Readies the image.
   *
   * @param home the project's folder
   * @param folder of the run's data
   * @param guard of {@link #guard}
   * @param environment what a task is told; files that it names are mounted: the vault's key, which
   *     has been made, and certificates
   * @throws StartException if there is no image and none can be built
   */
  public static Containers open(
      Path home, DataFolder folder, ProcessGuard guard, Map<String, String> environment)
      throws StartException {
    DockerCommand docker = new DockerCommand();
    String image = TaskImage.provide(home, docker, guard);
    try {
      return new Containers(
          docker,
          guard,
          new TaskLog(folder.file("logs")),
          new Labels(folder.path()),
          TaskContainer.of(folder, environment, image));
    } catch (IOException e) {
      throw new StartException("the vault's key cannot be given to containers", e);
    }
  }

  @Override
  public RunningTask start(Launch launch, String name) throws IOException {
    try {
      String _ = docker.run(common.variables(), common.creation(name, labels, launch));
      ProcessBuilder start = docker.of(List.of("start", "--attach", name));
      log.redirect(start, launch.streamId());
      return new Container(docker, name, guard.start(start));
    } catch (IOException e) {
      // The engine may be making it all the same.
      var _ = docker.begin("rm", "--force", "--volumes", name);
      throw e;
    }
  }
}
