package dev.sluice.local.training;

import dev.sluice.local.cli.StartException;
import dev.sluice.local.demo.Receivers;
import dev.sluice.local.demo.picture.PictureSender;
import dev.sluice.local.demo.receiver.Certificates;
import dev.sluice.local.ingest.RtmpIngest;
import dev.sluice.local.process.TemporaryFolder;
import dev.sluice.local.table.TableServer;
import dev.sluice.local.task.TaskCommand;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A push task is live once, over RTMP, RTMPS and SRT on this machine, and Java keeps which classes
 * that took, linked, and which methods were hot (JEP 514, JEP 515): a task then starts with half
 * the work. The cache holds for exactly this JDK, these flags and these jars.
 *
 * @param cache the file to keep it in; written when all went well, or else left as it was
 * @param jvm the program {@code java} and its arguments, class path and all, without a main class
 */
public record Rehearsal(Path cache, List<String> jvm) {
  /** Longer than the ten seconds after which counters are first written. */
  private static final Duration LIVE = Duration.ofSeconds(12);

  public Rehearsal {
    jvm = List.copyOf(jvm);
  }

  /**
   * Of a project's push task, as the local run starts it on this JVM's JDK.
   *
   * @param home the project's folder, where the push task is packaged
   */
  public static Rehearsal ofProject(Path home) {
    return new Rehearsal(TaskCommand.cache(home), TaskCommand.jvm(home));
  }

  /**
   * Runs it: half a minute. Nothing of it outlives this JVM.
   *
   * @param output takes what the task says
   * @throws IOException if the task does not get live at every receiver or does not end in good
   *     order, or if what it needs cannot be started
   */
  public void run(Redirect output) throws IOException, InterruptedException {
    try (TemporaryFolder folder = TemporaryFolder.create("sluice-training");
        TableServer table = TableServer.start(folder.path());
        EchoKms kms = EchoKms.start();
        RtmpIngest ingest = RtmpIngest.start(0, new OpenGate(), Clock.systemUTC())) {
      Certificates certificates = Certificates.create(folder.path());
      String source = ingest.url() + "/source";
      try (Receivers receivers = Receivers.open(certificates, folder.guard(), () -> 0);
          PictureSender _ = PictureSender.start(folder.guard(), source)) {
        List<String> targets = new ArrayList<>();
        receivers.forEach((name, receiver) -> targets.add(receiver.url()));
        Path made = folder.path().resolve("push-task.aot");
        List<String> task = new ArrayList<>(jvm);
        task.add("-XX:AOTCacheOutput=" + made);
        try (var session = new RehearsedSession(table.uri(), kms.url(), certificates.caFile())) {
          session.run(folder.guard(), source, targets, LIVE, task, output);
        }
        keep(made);
      }
    } catch (StartException e) {
      throw new IOException(e);
    }
  }

  /**
   * In one step: a task that starts meanwhile finds the old one or the new one, and so does another
   * rehearsal.
   */
  private void keep(Path made) throws IOException {
    Path beside = Files.createTempFile(cache.toAbsolutePath().getParent(), "push-task", ".aot.new");
    try {
      Files.copy(made, beside, StandardCopyOption.REPLACE_EXISTING);
      Files.move(
          beside, cache, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }
}
