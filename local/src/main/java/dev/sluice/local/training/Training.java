package dev.sluice.local.training;

import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.aws.AwsClients;
import dev.sluice.catalog.push.Profile;
import dev.sluice.catalog.push.PushDraft;
import dev.sluice.catalog.push.SilentAudio;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.secret.Vaults;
import dev.sluice.catalog.session.EndCause;
import dev.sluice.catalog.session.LiveEvent;
import dev.sluice.catalog.session.LiveOutcome;
import dev.sluice.catalog.status.PushState;
import dev.sluice.catalog.stream.StreamDraft;
import dev.sluice.catalog.table.DynamoCatalog;
import dev.sluice.catalog.table.SluiceTable;
import dev.sluice.catalog.target.DestinationDraft;
import dev.sluice.catalog.target.Protocol;
import dev.sluice.catalog.target.TargetDraft;
import dev.sluice.local.process.ProcessGuard;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * One session of a push task against a real table and real receivers: the task reads its secrets,
 * pulls a live stream, pushes it over RTMP, RTMPS and SRT, and ends with the session. What of Java
 * that took, Java can keep (JEP 514 and 515).
 */
final class Training {
  private static final String TABLE = "training";

  /** Until every push is live; and for the task to end, which is when Java writes its cache. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final Duration ENDING = Duration.ofMinutes(2);
  private static final int LOOK_MILLIS = 200;

  private final Map<String, String> environment = new HashMap<>();
  private final Catalog catalog;
  private final String account;

  Training(URI table, String caFile) {
    environment.putAll(
        Map.of(
            "SLUICE_TABLE",
            TABLE,
            "SLUICE_VAULT",
            "kms:training",
            "SLUICE_CA_FILE",
            caFile,
            "AWS_ENDPOINT_URL_DYNAMODB",
            table.toString(),
            "AWS_REGION",
            "us-east-1"));
    AwsClients clients = new AwsClients(System.getenv());
    DynamoDbClient client = clients.build(DynamoDbClient.builder().endpointOverride(table));
    SluiceTable.create(client, TABLE);
    catalog =
        DynamoCatalog.open(
            client,
            TABLE,
            Vaults.open("kms:training", clients),
            Clock.systemUTC(),
            new SecureRandom());
    account = catalog.accounts().create(TABLE).id();
  }

  /**
   * Runs the task for so long once all its pushes are live.
   *
   * @param command the task's, but for its ids; this process's output is the task's
   * @throws IOException if a push does not get live, or the task fails
   */
  void run(
      ProcessGuard guard,
      String kmsUrl,
      String sourceUrl,
      List<String> targets,
      Duration live,
      List<String> command)
      throws IOException, InterruptedException {
    String stream = stream(sourceUrl);
    List<String> pushes = targets.stream().map(url -> push(stream, url)).toList();
    var outcome = catalog.sessions().begin(stream, new LiveEvent(null, null, Instant.now()));
    String session = ((LiveOutcome.Started) outcome).session().id();
    List<String> words = new ArrayList<>(command);
    words.addAll(List.of(stream, session, "1"));
    ProcessBuilder builder = new ProcessBuilder(words).inheritIO();
    builder.environment().putAll(environment);
    builder.environment().put("AWS_ENDPOINT_URL_KMS", kmsUrl);
    Process task = guard.start(builder);
    awaitLive(task, stream, pushes);
    TimeUnit.NANOSECONDS.sleep(live.toNanos());
    boolean _ = catalog.sessions().end(stream, session, EndCause.TERMINATED, null, null, null);
    if (!task.waitFor(ENDING.toSeconds(), TimeUnit.SECONDS) || task.exitValue() != 0) {
      throw new IOException("the task did not end in good order");
    }
  }

  private String stream(String sourceUrl) {
    var draft =
        new StreamDraft(
            TABLE, Secret.of(sourceUrl), "rtmp://127.0.0.1", Duration.ofSeconds(30), false);
    return catalog.streams().create(account, draft).stream().id();
  }

  private String push(String stream, String url) {
    Protocol protocol = Protocol.valueOf(URI.create(url).getScheme().toUpperCase(Locale.ROOT));
    boolean srt = protocol == Protocol.SRT;
    var destination =
        new DestinationDraft(
            protocol,
            "masked",
            Secret.of(url),
            srt ? null : Secret.of("training"),
            null,
            null,
            srt ? 120 : null);
    var target = new TargetDraft(TABLE, destination, true, false, List.of());
    var push = new PushDraft(null, target, true, Profile.SOURCE, false, SilentAudio.OFF);
    return catalog.pushes().create(account, stream, push).id();
  }

  private void awaitLive(Process task, String stream, List<String> pushes)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!allLive(stream, pushes)) {
      if (System.nanoTime() > end || !task.isAlive()) {
        throw new IOException("not every push got live");
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private boolean allLive(String stream, List<String> pushes) {
    var statuses = catalog.statuses().ofPushes(stream, pushes).values();
    return statuses.stream().filter(status -> status.state() == PushState.LIVE).count()
        == pushes.size();
  }
}
