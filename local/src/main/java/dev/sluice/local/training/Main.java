package dev.sluice.local.training;

import dev.sluice.local.demo.Receivers;
import dev.sluice.local.demo.picture.PictureSender;
import dev.sluice.local.demo.receiver.Certificates;
import dev.sluice.local.ingest.RtmpIngest;
import dev.sluice.local.process.ProcessGuard;
import dev.sluice.local.table.TableServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code FOLDER SECONDS COMMAND...}: rehearses the push task that COMMAND starts (its ids are
 * appended), live for so long; FOLDER, which is there and empty, takes the files. The environment
 * gives any AWS credentials: nobody checks them. Exits with 0 when the task was live at every
 * receiver and ended in good order.
 */
public final class Main {
  private Main() {}

  /** Runs the rehearsal and exits. */
  public static void main(String[] words) throws Exception {
    Path folder = Path.of(words[0]);
    Duration live = Duration.ofSeconds(Long.parseLong(words[1]));
    Certificates certificates = Certificates.create(folder);
    try (TableServer table = TableServer.start(folder);
        EchoKms kms = EchoKms.start();
        ProcessGuard guard = ProcessGuard.start();
        RtmpIngest ingest = RtmpIngest.start(0, new OpenGate(), Clock.systemUTC());
        Receivers receivers = Receivers.open(certificates, guard, () -> 0);
        PictureSender _ = PictureSender.start(guard, ingest.url() + "/source")) {
      // Where the SDK in this process seals; the task is told by its environment.
      System.setProperty("aws.endpointUrl", kms.url());
      List<String> targets = new ArrayList<>();
      receivers.forEach((name, receiver) -> targets.add(receiver.url()));
      new Training(table.uri(), certificates.caFile().toString())
          .run(
              guard,
              kms.url(),
              ingest.url() + "/source",
              targets,
              live,
              List.of(words).subList(2, words.length));
    }
    System.exit(0);
  }
}
