package dev.sluice.local.run;

import dev.sluice.local.cli.Command;
import dev.sluice.local.cli.StartException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code ./sluice up}: a local run until a signal ends it. */
public final class Up {

  private final Command.Up command;
  private final Path home;
  private final PrintStream out;

  /**
   * Of these options.
   *
   * @param home the project's folder
   * @param out where the address and the key are printed
   */
  public Up(Command.Up command, Path home, PrintStream out) {
    this.command = command;
    this.home = home;
    this.out = out;
  }

  /**
   * Starts, says so, and waits for SIGTERM or Ctrl-C.
   *
   * @throws StartException if it cannot start
   */
  public void run() throws StartException {
    LogFiles.in(command.data());
    LocalSettings settings =
        LocalSettings.of(home, command.data(), command.port(), command.rtmpPort())
            .with(command.tasks());
    LocalRun run = LocalRun.start(command.aws() ? settings.withAws() : settings);
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("shutdown")
                .unstarted(
                    () -> {
                      if (!command.json()) {
                        // Behind the terminal's own ^C.
                        out.println("\nEnding ...");
                      }
                      run.close();
                      ended.countDown();
                    }));
    out.print(command.json() ? line(run) : page(run));
    out.flush();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String line(LocalRun run) {
    ObjectNode line = JsonMapper.shared().createObjectNode();
    line.put("api", run.api().toString());
    line.put("apiKey", run.owner().apiKey().reveal());
    line.put("accountId", run.owner().accountId());
    line.put("ingest", run.ingest());
    return line + "\n";
  }

  private String page(LocalRun run) {
    return """
    Sluice is up. Ctrl-C ends it and all that it started.

      API      %1$s
      API key  %2$s
      ingest   %3$s  (in OBS: Server; the stream's key is its Stream Key)
      data     %4$s  (logs in %4$s/logs)

    Make a stream (its id and ingest.streamKey are in the answer), give it a target, look at it:

      curl -X POST %1$s/v1/streams -H 'Authorization: Bearer %2$s' -H 'Content-Type: application/json' -d '{"name":"My stream"}'
      curl -X POST %1$s/v1/streams/STREAM_ID/pushes -H 'Authorization: Bearer %2$s' -H 'Content-Type: application/json' -d '{"name":"My target","url":"rtmp://HOST/APP","streamKey":"KEY"}'
      curl %1$s/v1/streams/STREAM_ID/pushes -H 'Authorization: Bearer %2$s'
    """
        .formatted(run.api(), run.owner().apiKey().reveal(), run.ingest(), command.data());
  }
}
