package dev.sluice.local.run;

import dev.sluice.local.task.TaskKind;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What a local run is started with.
 *
 * @param home the project's folder, where the built push task lies
 * @param data the folder it keeps its data in
 * @param port of the HTTP API, 0 for any
 * @param rtmpPort of the ingest, 0 for any
 * @param tasks as what push tasks run
 * @param environment what the run and its tasks take from outside: {@code SLUICE_CA_FILE}, {@code
 *     SLUICE_CORS_ORIGINS}, {@code SLUICE_INGEST_URL} and {@code SLUICE_SOURCE_URL} when another
 *     ingest server is used, and what a process needs to run at all
 * @param aws endpoint, region and credentials of services used in place of the run's own, by the
 *     names of AWS's SDK, as this process's environment has them; empty for its own
 * @param tableRoute from the table's own address to the one that functions and tasks use: the same,
 *     but for tests that cut it off
 */
public record LocalSettings(
    Path home,
    Path data,
    int port,
    int rtmpPort,
    TaskKind tasks,
    Map<String, String> environment,
    Map<String, String> aws,
    UnaryOperator<URI> tableRoute) {

  public LocalSettings {
    environment = Map.copyOf(environment);
    aws = Map.copyOf(aws);
  }

  private static final Set<String> TAKEN =
      Set.of(
          "PATH",
          "HOME",
          "TMPDIR",
          "LANG",
          "LC_ALL",
          "TZ",
          "SLUICE_CA_FILE",
          "SLUICE_CORS_ORIGINS",
          "SLUICE_INGEST_URL",
          "SLUICE_SOURCE_URL");

  private static final Set<String> OF_AWS =
      Set.of("AWS_ENDPOINT_URL", "AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");

  /**
   * Settings with tasks as child processes and with as much of this process's environment as a run
   * takes: no credentials of AWS.
   */
  public static LocalSettings of(Path home, Path data, int port, int rtmpPort) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.keySet().retainAll(TAKEN);
    return new LocalSettings(
        home,
        data,
        port,
        rtmpPort,
        TaskKind.PROCESS,
        environment,
        Map.of(),
        UnaryOperator.identity());
  }

  /** The same with one more variable. */
  public LocalSettings with(String name, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(name, value);
    return new LocalSettings(home, data, port, rtmpPort, tasks, more, aws, tableRoute);
  }

  /** The same with its tasks run as this. */
  public LocalSettings with(TaskKind kind) {
    return new LocalSettings(home, data, port, rtmpPort, kind, environment, aws, tableRoute);
  }

  /** The same with the services that this process's environment names. */
  public LocalSettings withAws() {
    Map<String, String> aws = new HashMap<>(System.getenv());
    aws.keySet().retainAll(OF_AWS);
    // Refused, not taken for "its own".
    aws.putIfAbsent("AWS_ENDPOINT_URL", "");
    return new LocalSettings(home, data, port, rtmpPort, tasks, environment, aws, tableRoute);
  }

  /** The same with the table reached by another way. */
  public LocalSettings withTableRoute(UnaryOperator<URI> route) {
    return new LocalSettings(home, data, port, rtmpPort, tasks, environment, aws, route);
  }
}
