package dev.sluice.local.demo;

import dev.sluice.local.cli.Command;
import dev.sluice.local.cli.StartException;
import dev.sluice.local.client.ApiClient;
import dev.sluice.local.demo.receiver.Certificates;
import dev.sluice.local.process.TemporaryFolder;
import dev.sluice.local.run.LocalRun;
import dev.sluice.local.run.LocalSettings;
import dev.sluice.local.run.LogFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * {@code ./sluice demo}: a local run in a folder of its own, on ports of its own, with receivers
 * and an encoder around it; all of it gone at the end.
 */
public final class Demo {

  private static final long SIGNAL_MILLIS = 300;

  private final Command.Demo command;
  private final Path home;
  private final PrintStream out;

  /**
   * Of these options.
   *
   * @param home the project's folder
   * @param out where the table, or with {@code --json} the summary alone, is printed
   */
  public Demo(Command.Demo command, Path home, PrintStream out) {
    this.command = command;
    this.home = home;
    this.out = out;
  }

  /**
   * Runs until its time is over, or a signal.
   *
   * @return whether every receiver decoded what was sent
   * @throws StartException if it cannot start
   */
  public boolean run() throws StartException {
    boolean terminal = Boolean.getBoolean("sluice.terminal") && !command.json();
    Screen screen = new Screen(command.json() ? System.err : out, terminal);
    CountDownLatch asked = new CountDownLatch(1);
    try (Ending ending = Ending.onSignal(asked);
        TemporaryFolder folder = TemporaryFolder.create("sluice-demo-")) {
      LogFiles.in(folder.path());
      screen.say("Starting a table, the functions, an ingest and four receivers ...");
      Verdict verdict = onStage(folder, screen, asked, ending);
      screen.leave();
      verdict.problems().forEach(problem -> screen.say("  wrong: " + problem));
      if (!verdict.problems().isEmpty()) {
        screen.say("The logs are kept in " + folder.keep("logs"));
      }
      screen.say(verdict.sentence());
      if (command.json()) {
        out.println(verdict.json());
        out.flush();
      }
      return verdict.ok();
    } catch (IOException e) {
      return failed(asked, new StartException("the demo cannot start: " + e.getMessage(), e));
    } catch (StartException e) {
      return failed(asked, e);
    }
  }

  /** Ctrl-C reaches every process of the terminal: a child may be seen to end before the signal. */
  private static boolean failed(CountDownLatch asked, StartException e) throws StartException {
    try {
      if (asked.await(SIGNAL_MILLIS, TimeUnit.MILLISECONDS)) {
        return false;
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    throw e;
  }

  private Verdict onStage(
      TemporaryFolder folder, Screen screen, CountDownLatch asked, Ending ending)
      throws StartException, IOException {
    Certificates certificates = Certificates.create(folder.path());
    LocalSettings settings =
        LocalSettings.of(home, folder.path(), 0, 0)
            .with("SLUICE_CA_FILE", certificates.caFile().toString());
    SentFrames sent = new SentFrames();
    try (LocalRun run = LocalRun.start(settings);
        ApiClient api = new ApiClient(run.api(), run.owner().apiKey());
        Receivers receivers = Receivers.open(certificates, folder.guard(), sent)) {
      DemoStream stream = DemoStream.create(api);
      receivers.forEach(stream::push);
      ending.hold();
      return new Performance(stream, folder.guard(), sent, screen, asked).play(command.seconds());
    }
  }
}
