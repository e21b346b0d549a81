package dev.sluice.bench.contender;

import dev.sluice.bench.process.Child;
import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.launch.Launch;
import dev.sluice.catalog.push.Profile;
import dev.sluice.catalog.push.PushDraft;
import dev.sluice.catalog.push.SilentAudio;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.secret.Vaults;
import dev.sluice.catalog.session.LiveEvent;
import dev.sluice.catalog.session.LiveOutcome;
import dev.sluice.catalog.stream.StreamDraft;
import dev.sluice.catalog.table.DynamoCatalog;
import dev.sluice.catalog.table.SluiceTable;
import dev.sluice.catalog.target.DestinationDraft;
import dev.sluice.catalog.target.Protocol;
import dev.sluice.catalog.target.TargetDraft;
import dev.sluice.local.cli.StartException;
import dev.sluice.local.table.TableServer;
import dev.sluice.local.task.TaskCommand;
import java.io.IOException;
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

/** The push task as the local run starts it: its own process, flags and table. */
public final class SluiceContender implements Contender {
  private static final String TABLE = "bench";

  private final Path home;
  private final TableServer server;
  private final Catalog catalog;
  private final String account;
  private final Map<String, String> environment = new HashMap<>();

  /**
   * Starts the table.
   *
   * @param home the project's folder, built
   */
  public SluiceContender(Path home, Path folder) throws StartException {
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
    environment.putAll(
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
            "bench"));
  }

  @Override
  public String name() {
    return "sluice";
  }

  @Override
  public boolean speaks(Protocol protocol) {
    return true;
  }

  @Override
  public Child start(Trial trial) throws IOException {
    environment.put("SLUICE_CA_FILE", trial.caFile().toString());
    String stream =
        catalog
            .streams()
            .create(
                account,
                new StreamDraft(
                    "bench",
                    Secret.of(trial.sourceUrl()),
                    "rtmp://127.0.0.1",
                    Duration.ofSeconds(30),
                    false))
            .stream()
            .id();
    trial.targets().forEach(url -> push(stream, trial.protocol(), url));
    var outcome = catalog.sessions().begin(stream, new LiveEvent(null, null, Instant.now()));
    String session = ((LiveOutcome.Started) outcome).session().id();
    Launch launch = new Launch(stream, session, 1, Map.of(), null, Instant.now(), null, null);
    List<String> command = new TaskCommand(home, environment).of(launch).command();
    return Child.start(command, environment, trial.folder().resolve("sluice.log"));
  }

  private void push(String stream, Protocol protocol, String url) {
    boolean srt = protocol == Protocol.SRT;
    int slash = url.lastIndexOf('/');
    @Nullable Secret key = srt ? null : Secret.of(url.substring(slash + 1));
    Secret server = Secret.of(srt ? url : url.substring(0, slash));
    var destination =
        new DestinationDraft(protocol, "masked", server, key, null, null, srt ? 120 : null);
    var target = new TargetDraft("target", destination, true, false, List.of());
    var _ =
        catalog
            .pushes()
            .create(
                account,
                stream,
                new PushDraft(null, target, true, Profile.SOURCE, false, SilentAudio.OFF));
  }

  @Override
  public void clear() {}

  @Override
  public void close() {
    server.close();
  }
}
