package dev.sluice.bench.task;

import dev.sluice.bench.process.Child;
import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.launch.Launch;
import dev.sluice.catalog.push.Profile;
import dev.sluice.catalog.push.Push;
import dev.sluice.catalog.push.PushDraft;
import dev.sluice.catalog.push.PushEdit;
import dev.sluice.catalog.push.SilentAudio;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.secret.Vaults;
import dev.sluice.catalog.session.LiveEvent;
import dev.sluice.catalog.session.LiveOutcome;
import dev.sluice.catalog.status.PushStatus;
import dev.sluice.catalog.stream.StreamDraft;
import dev.sluice.catalog.table.DynamoCatalog;
import dev.sluice.catalog.table.SluiceTable;
import dev.sluice.catalog.target.DestinationDraft;
import dev.sluice.catalog.target.Protocol;
import dev.sluice.catalog.target.TargetDraft;
import dev.sluice.local.cli.StartException;
import dev.sluice.local.table.TableServer;
import dev.sluice.local.task.TaskCommand;
import dev.sluice.local.training.Rehearsal;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A table, and push tasks that run from it: their own processes, with the flags of the image. */
public final class TaskHost implements AutoCloseable {
  private static final String TABLE = "bench";

  private final Path home;
  private final TableServer server;
  private final Catalog catalog;
  private final String account;
  private final Map<String, String> environment;

  /**
   * Trains the start of the push task, so that what is measured is a task as it is shipped, and
   * starts the table. Half a minute.
   *
   * @param home the project's folder, built
   * @param folder the table's
   */
  public static TaskHost start(Path home, Path folder)
      throws IOException, StartException, InterruptedException {
    System.err.println("training the push task's start ...");
    Path log = home.resolve("push-task/target/training.log");
    try {
      Rehearsal.ofProject(home).run(Redirect.to(log.toFile()));
    } catch (IOException e) {
      throw new IOException("the push task could not be trained; it says in " + log, e);
    }
    return new TaskHost(home, folder);
  }

  private TaskHost(Path home, Path folder) throws StartException {
    this.home = home;
    this.server = TableServer.start(folder);
    String vault = "file:" + folder.resolve("vault.key");
    DynamoDbClient client =
        DynamoDbClient.builder()
            .endpointOverride(server.uri())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("bench", "bench")))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    SluiceTable.create(client, TABLE);
    this.catalog =
        DynamoCatalog.open(
            client, TABLE, Vaults.open(vault), Clock.systemUTC(), new SecureRandom());
    this.account = catalog.accounts().create("bench").id();
    this.environment =
        Map.of(
            "SLUICE_TABLE",
            TABLE,
            "SLUICE_VAULT",
            vault,
            "AWS_ENDPOINT_URL_DYNAMODB",
            server.uri().toString(),
            "AWS_REGION",
            Region.US_EAST_1.id(),
            "AWS_ACCESS_KEY_ID",
            "bench",
            "AWS_SECRET_ACCESS_KEY",
            "bench");
  }

  /** Makes a stream that is pulled from a URL; its id. */
  public String stream(String sourceUrl) {
    Duration hold = Duration.ofSeconds(30);
    var draft = new StreamDraft("bench", Secret.of(sourceUrl), "rtmp://127.0.0.1", hold, false);
    return catalog.streams().create(account, draft).stream().id();
  }

  /**
   * Makes a push; its id.
   *
   * @param url of the target; an RTMP one ends in its stream key
   */
  public String push(String stream, Protocol protocol, String url) {
    boolean srt = protocol == Protocol.SRT;
    int slash = url.lastIndexOf('/');
    @Nullable Secret key = srt ? null : Secret.of(url.substring(slash + 1));
    Secret address = Secret.of(srt ? url : url.substring(0, slash));
    var destination =
        new DestinationDraft(protocol, "masked", address, key, null, null, srt ? 120 : null);
    var target = new TargetDraft("target", destination, true, false, List.of());
    var draft = new PushDraft(null, target, true, Profile.SOURCE, false, SilentAudio.OFF);
    return catalog.pushes().create(account, stream, draft).id();
  }

  /** Switches a push. */
  public void enable(String stream, String push, boolean enabled) {
    var _ =
        catalog.pushes().edit(account, stream, push, new PushEdit(enabled, null, null, null, null));
  }

  /** What the task last said of each push, by its id. */
  public Map<String, PushStatus> statuses(String stream) {
    List<String> pushes = catalog.pushes().all(stream).stream().map(Push::id).toList();
    return catalog.statuses().ofPushes(stream, pushes);
  }

  /**
   * Starts the task of a stream.
   *
   * @param more of its environment
   */
  public Child start(String stream, Map<String, String> more, Path log) throws IOException {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(more);
    var outcome = catalog.sessions().begin(stream, new LiveEvent(null, null, Instant.now()));
    String session = ((LiveOutcome.Started) outcome).session().id();
    Launch launch = new Launch(stream, session, 1, Map.of(), null, Instant.now(), null, null);
    return Child.start(new TaskCommand(home, all).of(launch).command(), all, log);
  }

  @Override
  public void close() {
    server.close();
  }
}
