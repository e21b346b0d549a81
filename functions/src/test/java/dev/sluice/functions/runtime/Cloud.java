package dev.sluice.functions.runtime;

import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.launch.Launch;
import dev.sluice.catalog.push.Profile;
import dev.sluice.catalog.push.PushDraft;
import dev.sluice.catalog.push.SilentAudio;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.secret.Vaults;
import dev.sluice.catalog.session.LiveEvent;
import dev.sluice.catalog.session.LiveOutcome;
import dev.sluice.catalog.stream.KeyedStream;
import dev.sluice.catalog.stream.StreamDraft;
import dev.sluice.catalog.table.DynamoCatalog;
import dev.sluice.catalog.table.SluiceTable;
import dev.sluice.catalog.target.DestinationDraft;
import dev.sluice.catalog.target.Protocol;
import dev.sluice.catalog.target.TargetDraft;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The services that a function meets, and a table with an account and a stream. Close it. */
final class Cloud implements AutoCloseable {
  private static final String TABLE = "sluice";

  final AwsServices services = new AwsServices();
  final Catalog catalog;
  private final TableOverHttp table = new TableOverHttp();
  private final DynamoDbClient client;
  private final String vault;
  private final KeyedStream stream;
  private final Map<String, String> words = new HashMap<>();

  Cloud(Path folder) throws Exception {
    this.client =
        DynamoDbClient.builder()
            .endpointOverride(table.uri())
            .region(Region.US_EAST_1)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .build();
    SluiceTable.create(client, TABLE);
    this.vault = "file:" + folder.resolve("key");
    this.catalog =
        DynamoCatalog.open(
            client, TABLE, Vaults.open(vault), Clock.systemUTC(), new SecureRandom());
    String accountId = catalog.accounts().create("test").id();
    this.stream =
        catalog
            .streams()
            .create(
                accountId,
                new StreamDraft(
                    "show",
                    Secret.of("rtmp://source.example/live/show"),
                    "rtmp://source.example/live",
                    Duration.ofSeconds(30),
                    false));
    words.put("ACCOUNT_ID", accountId);
    words.put("API_KEY", catalog.accounts().createApiKey(accountId, "test").reveal());
    words.put("STREAM_ID", streamId());
    words.put("STREAM_KEY", stream.ingestKey().reveal());
    words.put("PUSH_ID", catalog.pushes().create(accountId, streamId(), push()).id());
  }

  private static PushDraft push() {
    TargetDraft target =
        new TargetDraft(
            "platform",
            new DestinationDraft(
                Protocol.RTMP,
                "rtmp://live.example/app",
                Secret.of("rtmp://live.example/app"),
                Secret.of("key"),
                null,
                null,
                null),
            true,
            false,
            List.of());
    return new PushDraft(null, target, true, Profile.SOURCE, false, SilentAudio.OFF);
  }

  String streamId() {
    return stream.stream().id();
  }

  /** Begins the stream's session, whose task nobody has started yet. */
  void goLive() {
    var outcome =
        catalog
            .sessions()
            .begin(streamId(), new LiveEvent(null, null, Clock.systemUTC().instant()));
    if (!(outcome instanceof LiveOutcome.Started(var session))) {
      throw new IllegalStateException("no session began: " + outcome);
    }
    words.put("SESSION_ID", session.id());
  }

  /** Begins the stream's session, with its first task running. */
  void goLiveWithATask() {
    goLive();
    Launch launch =
        catalog
            .launches()
            .freeze(streamId(), String.valueOf(words.get("SESSION_ID")), 1, Map.of(), null)
            .orElseThrow();
    catalog.launches().started(launch, "arn:aws:ecs:us-east-1:111122223333:task/sluice/first");
  }

  /** What stands in this table for the words in an event's braces. */
  Map<String, String> words() {
    return words;
  }

  /** A function's environment, as template.yaml gives it. */
  Map<String, String> environment(String function) {
    return Map.of(
        "SPRING_CLOUD_FUNCTION_DEFINITION",
        function,
        "SLUICE_TABLE",
        TABLE,
        "SLUICE_VAULT",
        vault,
        "SLUICE_EVENT_BUS",
        "sluice",
        "SLUICE_SOURCE_URL",
        "rtmp://ingest.internal:1935/{app}/{key}",
        "SLUICE_CLUSTER",
        "arn:aws:ecs:us-east-1:111122223333:cluster/sluice",
        "SLUICE_TASK_DEFINITION",
        "arn:aws:ecs:us-east-1:111122223333:task-definition/sluice:1",
        "SLUICE_LAUNCH_TYPE",
        "EXTERNAL",
        "AWS_ENDPOINT_URL_DYNAMODB",
        table.uri().toString(),
        "AWS_ENDPOINT_URL",
        services.uri().toString());
  }

  @Override
  public void close() {
    client.close();
    services.close();
    table.close();
  }
}
