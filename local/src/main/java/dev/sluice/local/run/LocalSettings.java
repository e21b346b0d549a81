package dev.sluice.local.run;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a local run is started with.
 *
 * @param home the project's folder, where the built push task lies
 * @param data the folder it keeps its data in
 * @param port of the HTTP API, 0 for any
 * @param rtmpPort of the ingest, 0 for any
 * @param taskEnvironment what the push tasks' environment holds besides the run's own settings
 */
public record LocalSettings(
    Path home, Path data, int port, int rtmpPort, Map<String, String> taskEnvironment) {

  public LocalSettings {
    taskEnvironment = Map.copyOf(taskEnvironment);
  }
}
