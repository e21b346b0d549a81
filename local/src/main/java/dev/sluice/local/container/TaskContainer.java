package dev.sluice.local.container;

import dev.sluice.catalog.launch.Launch;
import dev.sluice.local.data.DataFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the containers of a run have in common: options, as the ECS task definition has them, and
 * the image. The variables have their names on the command line, and their values in the
 * environment of {@code docker} alone.
 */
record TaskContainer(List<String> options, Map<String, String> variables) {

  private static final String VAULT = "SLUICE_VAULT";
  private static final String CA = "SLUICE_CA_FILE";
  private static final String FILE = "file:";
  private static final String KEY = "/run/sluice/vault.key";
  private static final String CA_FILE = "/run/sluice/ca.pem";

  TaskContainer {
    options = List.copyOf(options);
    variables = Map.copyOf(variables);
  }

  /**
   * Of a run's folder.
   *
   * @param environment what a task is told; files that it names are mounted: the vault's key, which
   *     has been made, and certificates
   * @throws IOException if the vault's key cannot be read or copied
   */
  static TaskContainer of(DataFolder folder, Map<String, String> environment, String image)
      throws IOException {
    String vault = environment.getOrDefault(VAULT, "");
    ContainerFiles files =
        ContainerFiles.of(folder, vault.startsWith(FILE) ? vault.substring(FILE.length()) : null);
    List<String> options = new ArrayList<>();
    options.addAll(List.of("--network", "host", "--log-driver", "none", "--pull", "never"));
    options.addAll(List.of("--user", files.user(), "--cap-drop", "ALL"));
    options.addAll(List.of("--read-only", "--tmpfs", "/tmp"));
    Map<String, String> inside = new TreeMap<>(environment);
    if (files.key() != null) {
      options.addAll(readable(files.key(), KEY));
      inside.put(VAULT, FILE + KEY);
    }
    String caFile = environment.getOrDefault(CA, "");
    if (!caFile.isBlank()) {
      options.addAll(readable(Path.of(caFile).toAbsolutePath(), CA_FILE));
      inside.put(CA, CA_FILE);
    }
    inside.keySet().forEach(name -> options.addAll(List.of("--env", name)));
    options.add(image);
    return new TaskContainer(options, inside);
  }

  /** The words of {@code docker create} for an attempt; no secret among them. */
  List<String> creation(String name, Labels labels, Launch launch) {
    List<String> words = new ArrayList<>(List.of("create", "--name", name));
    labels.of(launch).forEach(label -> words.addAll(List.of("--label", label)));
    words.addAll(options);
    words.addAll(List.of("push-task", launch.streamId(), launch.sessionId()));
    words.add(Integer.toString(launch.attempt()));
    return words;
  }

  /** A file of this machine at a path of the container's. */
  private static List<String> readable(Path file, String path) {
    // A row of CSV: the quotes let a comma be part of the path.
    String source = "\"source=" + file.toString().replace("\"", "\"\"") + "\"";
    return List.of("--mount", "type=bind," + source + ",target=" + path + ",readonly");
  }
}
