package dev.sluice.bench.contender;

import dev.sluice.bench.process.Child;
import dev.sluice.bench.task.TaskHost;
import dev.sluice.catalog.target.Protocol;
import dev.sluice.local.cli.StartException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The push task as the local run starts it: its own process, flags and table. */
public final class SluiceContender implements Contender {
  private final TaskHost host;

  private SluiceContender(TaskHost host) {
    this.host = host;
  }

  /**
   * Trains the task's start, and starts the table.
   *
   * @param home the project's folder, built
   * @param folder the table's
   */
  public static SluiceContender start(Path home, Path folder)
      throws IOException, StartException, InterruptedException {
    return new SluiceContender(TaskHost.start(home, folder));
  }

  @Override
  public String name() {
    return "sluice";
  }

  @Override
  public boolean speaks(Protocol protocol) {
    return true;
  }

  /** Java compiles what is hot for about so long. */
  @Override
  public Duration warmUp() {
    return Duration.ofSeconds(40);
  }

  @Override
  public Child start(Trial trial) throws IOException {
    String stream = host.stream(trial.sourceUrl());
    for (String url : trial.targets()) {
      var _ = host.push(stream, trial.protocol(), url);
    }
    return host.start(
        stream,
        Map.of("SLUICE_CA_FILE", trial.caFile().toString()),
        trial.folder().resolve("sluice.log"));
  }

  @Override
  public void clear() {}

  @Override
  public void close() {
    host.close();
  }
}
