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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tasks as containers of the task's image, run as the ECS task definition has it: not as root, on a
 * read-only file system, with ids alone as arguments. On the host's network, so that they reach
 * what listens on 127.0.0.1: the table, the ingest, a receiver.
 */
public final class Containers implements TaskRunner {

  private static final Logger LOG = LoggerFactory.getLogger(Containers.class);
  private static final String FILE = "file:";
  private static final String KEY = "/run/sluice/vault.key";
  private static final String CA_FILE = "/run/sluice/ca.pem";

  private final DockerCommand docker = new DockerCommand();
  private final ProcessGuard guard;
  private final TaskLog log;
  private final Labels labels;
  private final List<String> common;

  private Containers(ProcessGuard guard, TaskLog log, Labels labels, List<String> common) {
    this.guard = guard;
    this.log = log;
    this.labels = labels;
    this.common = common;
  }

  /**
   * Sees to it that no container of a data folder outlives the run that uses it: a guard that
   * removes those that are left. Those that an earlier run left are removed now.
   *
   * @throws StartException if no engine answers
   */
  public static ProcessGuard guard(Path data) throws StartException {
    try {
      String _ = new DockerCommand().run("version", "--format", "{{.Server.Version}}");
    } catch (IOException e) {
      throw new StartException(
          "--tasks docker needs a Docker engine on this machine and none answers ("
              + e.getMessage()
              + "); start or install one, or leave --tasks out",
          e);
    }
    List<String> removal = new Labels(data).removal();
    try {
      Process process = new ProcessBuilder(removal).redirectErrorStream(true).start();
      process.getOutputStream().close();
      List<String> removed = process.inputReader().readAllAsString().lines().toList();
      if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(String.join(" ", removed));
      }
      if (!removed.isEmpty()) {
        LOG.info("{} containers that an earlier run left were removed", removed.size());
      }
      return ProcessGuard.start(removal);
    } catch (IOException e) {
      throw new StartException(
          "what an earlier run left in Docker cannot be removed: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("interrupted", e);
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
    String vault = environment.getOrDefault("SLUICE_VAULT", "");
    ContainerFiles files;
    try {
      files =
          ContainerFiles.of(folder, vault.startsWith(FILE) ? vault.substring(FILE.length()) : null);
    } catch (IOException e) {
      throw new StartException("the vault " + vault + " cannot be given to containers", e);
    }
    String image = TaskImage.provide(home, new DockerCommand(), guard);
    List<String> common = new ArrayList<>();
    common.addAll(List.of("--network", "host", "--log-driver", "none", "--pull", "never"));
    common.addAll(List.of("--user", files.user(), "--cap-drop", "ALL"));
    common.addAll(List.of("--read-only", "--tmpfs", "/tmp"));
    Map<String, String> inside = new HashMap<>(environment);
    if (files.key() != null) {
      common.addAll(readable(files.key(), KEY));
      inside.put("SLUICE_VAULT", FILE + KEY);
    }
    String caFile = environment.get("SLUICE_CA_FILE");
    if (caFile != null && !caFile.isBlank()) {
      common.addAll(readable(Path.of(caFile).toAbsolutePath(), CA_FILE));
      inside.put("SLUICE_CA_FILE", CA_FILE);
    }
    inside.forEach((name, value) -> common.addAll(List.of("--env", name + "=" + value)));
    common.add(image);
    return new Containers(
        guard, new TaskLog(folder.file("logs")), new Labels(folder.path()), common);
  }

  @Override
  public RunningTask start(Launch launch) throws IOException {
    String name =
        "sluice-" + launch.streamId() + "-" + Long.toString(System.nanoTime(), 36).replace("-", "");
    List<String> words = new ArrayList<>(List.of("create", "--name", name));
    labels.of(launch).forEach(label -> words.addAll(List.of("--label", label)));
    words.addAll(common);
    words.addAll(List.of("push-task", launch.streamId(), launch.sessionId()));
    words.add(Integer.toString(launch.attempt()));
    String _ = docker.run(words.toArray(String[]::new));
    ProcessBuilder start = docker.of(List.of("start", "--attach", name));
    log.redirect(start, launch.streamId());
    return new Container(docker, name, guard.start(start));
  }

  /** A file of this machine at a path of the container's. */
  private static List<String> readable(Path file, String path) {
    // A row of CSV: the quotes let a comma be part of the path.
    String source = "\"source=" + file.toString().replace("\"", "\"\"") + "\"";
    return List.of("--mount", "type=bind," + source + ",target=" + path + ",readonly");
  }
}
