package dev.sluice.local.container;

import dev.sluice.catalog.launch.Launch;
import java.nio.file.Path;
import java.util.List;

/**
 * By what containers are found again: the data folder of the run that they belong to, and the ids
 * of their attempt.
 *
 * @param data the data folder, which one run uses at a time
 */
record Labels(Path data) {

  /** As {@code docker ps --filter} takes it. */
  String ofRun() {
    return "dev.sluice.data=" + data;
  }

  /** As {@code docker create --label} takes them. */
  List<String> of(Launch launch) {
    return List.of(
        ofRun(),
        "dev.sluice.stream=" + launch.streamId(),
        "dev.sluice.session=" + launch.sessionId(),
        "dev.sluice.attempt=" + launch.attempt());
  }
}
