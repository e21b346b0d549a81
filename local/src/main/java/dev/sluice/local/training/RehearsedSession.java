package dev.sluice.local.training;

import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.push.Profile;
import dev.sluice.catalog.push.PushDraft;
import dev.sluice.catalog.push.SilentAudio;
import dev.sluice.catalog.secret.Secret;
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
import dev.sluice.local.task.TaskCommand;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * One session of a push task against a real table and real receivers: the task reads its secrets,
 * pulls a live stream, pushes it over RTMP, RTMPS and SRT, and ends with the session.
 */
final class RehearsedSession implements AutoCloseable {
  private static final String TABLE = "training";

  /** Whatever they are: nobody checks them. */
  private static final String CREDENTIAL = "training";

  /** Until every push is live; and for the task to end, which is when Java writes its cache. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration ENDING = Duration.ofMinutes(2);
  private static final int LOOK_MILLIS = 200;

  private final Map<String, String> environment;
  private final DynamoDbClient client;
  private final Catalog catalog;
  private final String account;

  RehearsedSession(URI table, String kmsUrl, Path caFile) {
    environment =
        Map.of(
            "SLUICE_TABLE",
            TABLE,
            "SLUICE_VAULT",
            "kms:training",
            "SLUICE_CA_FILE",
            caFile.toString(),
            "AWS_ENDPOINT_URL_DYNAMODB",
            table.toString(),
            "AWS_ENDPOINT_URL_KMS",
            kmsUrl,
            "AWS_REGION",
            Region.US_EAST_1.id(),
            "AWS_ACCESS_KEY_ID",
            CREDENTIAL,
            "AWS_SECRET_ACCESS_KEY",
            CREDENTIAL);
    client =
        DynamoDbClient.builder()
            .endpointOverride(table)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(CREDENTIAL, CREDENTIAL)))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    SluiceTable.create(client, TABLE);
    catalog =
        DynamoCatalog.open(client, TABLE, new EchoVault(), Clock.systemUTC(), new SecureRandom());
    account = catalog.accounts().create(TABLE).id();
  }

  /**
   * Runs the task for so long once all its pushes are live.
   *
   * @param jvm starts the task, but for main class and ids
   * @param output takes what it says
   * @throws IOException if a push does not get live, or the task fails
   */
  void run(
      ProcessGuard guard,
      String sourceUrl,
      List<String> targets,
      Duration live,
      List<String> jvm,
      Redirect output)
      throws IOException, InterruptedException {
    String stream = stream(sourceUrl);
    List<String> pushes = targets.stream().map(url -> push(stream, url)).toList();
    var outcome = catalog.sessions().begin(stream, new LiveEvent(null, null, Instant.now()));
    String session = ((LiveOutcome.Started) outcome).session().id();
    List<String> words = new ArrayList<>(jvm);
    words.addAll(TaskCommand.words(stream, session, 1));
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output);
    // As where tasks run: nothing of this process's own.
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process task = guard.start(builder);
    awaitLive(task, stream, pushes);
    TimeUnit.NANOSECONDS.sleep(live.toNanos());
    boolean _ = catalog.sessions().end(stream, session, EndCause.TERMINATED, null, null, null);
    if (!task.waitFor(ENDING.toSeconds(), TimeUnit.SECONDS) || task.exitValue() != 0) {
      throw new IOException("the task did not end in good order");
    }
  }

  @Override
  public void close() {
    client.close();
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
      if (!task.isAlive()) {
        throw new IOException(
            "the task ended before every push was live, with status " + task.exitValue());
      }
      if (System.nanoTime() > end) {
        throw new IOException("not every push got live within " + PATIENCE.toSeconds() + " s");
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
