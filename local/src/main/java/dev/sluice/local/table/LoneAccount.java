package dev.sluice.local.table;

import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.push.Profile;
import dev.sluice.catalog.push.PushDraft;
import dev.sluice.catalog.push.SilentAudio;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.secret.Vault;
import dev.sluice.catalog.session.LiveEvent;
import dev.sluice.catalog.session.LiveOutcome;
import dev.sluice.catalog.stream.StreamDraft;
import dev.sluice.catalog.table.DynamoCatalog;
import dev.sluice.catalog.table.SluiceTable;
import dev.sluice.catalog.target.DestinationDraft;
import dev.sluice.catalog.target.Protocol;
import dev.sluice.catalog.target.TargetDraft;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The only account of a table, whose streams and pushes are made without the API and its checks:
 * for push tasks that run alone. Thread-safe.
 */
public final class LoneAccount implements AutoCloseable {
  private static final int SRT_LATENCY_MILLIS = 120;

  private final DynamoDbClient client;
  private final Catalog catalog;
  private final String id;

  /** Makes the table, and the account in it. */
  public LoneAccount(TableAccess table, Vault vault) {
    client = table.open();
    SluiceTable.create(client, table.name());
    catalog =
        DynamoCatalog.open(client, table.name(), vault, Clock.systemUTC(), new SecureRandom());
    id = catalog.accounts().create("alone").id();
  }

  /** The account's. */
  public String id() {
    return id;
  }

  /** What is in the table. */
  public Catalog catalog() {
    return catalog;
  }

  /** Makes a stream that is pulled from a URL; its id. */
  public String stream(String sourceUrl) {
    Duration hold = Duration.ofSeconds(30);
    var draft = new StreamDraft("stream", Secret.of(sourceUrl), "rtmp://127.0.0.1", hold, false);
    return catalog.streams().create(id, draft).stream().id();
  }

  /**
   * Makes a push of the source as it is to a target of its own; its id.
   *
   * @param key the stream key; none over SRT
   */
  public String push(String stream, Protocol protocol, String url, @Nullable String key) {
    var destination =
        new DestinationDraft(
            protocol,
            "masked",
            Secret.of(url),
            key == null ? null : Secret.of(key),
            null,
            null,
            protocol == Protocol.SRT ? SRT_LATENCY_MILLIS : null);
    var target = new TargetDraft("target", destination, true, false, List.of());
    var draft = new PushDraft(null, target, true, Profile.SOURCE, false, SilentAudio.OFF);
    return catalog.pushes().create(id, stream, draft).id();
  }

  /** Has an idle stream go live now; its session's id. */
  public String begin(String stream) {
    var outcome = catalog.sessions().begin(stream, new LiveEvent(null, null, Instant.now()));
    return ((LiveOutcome.Started) outcome).session().id();
  }

  /** Ends what reaches the table, which stays as it is. */
  @Override
  public void close() {
    client.close();
  }
}
