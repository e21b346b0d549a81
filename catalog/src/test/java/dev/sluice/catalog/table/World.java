package dev.sluice.catalog.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.account.Account;
import dev.sluice.catalog.push.Profile;
import dev.sluice.catalog.push.Push;
import dev.sluice.catalog.push.SilentAudio;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.secret.Vault;
import dev.sluice.catalog.session.LiveEvent;
import dev.sluice.catalog.session.LiveOutcome;
import dev.sluice.catalog.session.Session;
import dev.sluice.catalog.session.SessionControl;
import dev.sluice.catalog.stream.KeyedStream;
import dev.sluice.catalog.stream.Stream;
import dev.sluice.catalog.stream.StreamDraft;
import dev.sluice.catalog.target.Target;
import dev.sluice.catalog.testing.LocalTable;
import dev.sluice.catalog.testing.MutableClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/**
 * A fresh table of a back end with a catalog and one account, and short words for what tests do.
 * Closing it checks that the catalog never scanned.
 */
final class World implements AutoCloseable {
  static final Instant START = LocalTable.START;
  static final Duration HOLD = Duration.ofSeconds(30);
  static final Secret SOURCE = Secret.of("rtmp://in.example/live/source");

  private static final AtomicInteger TABLES = new AtomicInteger();

  final MutableClock clock = new MutableClock(START);
  final ClientProbe probe;
  final String table = "sluice-" + TABLES.incrementAndGet();
  final Catalog catalog;
  final Account account;
  private final DynamoDbClient client;
  private final Vault vault;

  private World(BackEnd backEnd, Vault vault) {
    this.client = backEnd.client();
    this.vault = vault;
    SluiceTable.create(client, table);
    this.probe = new ClientProbe(client);
    this.catalog = anotherCatalog();
    this.account = catalog.accounts().create("acme");
  }

  static World of(BackEnd backEnd) {
    return new World(backEnd, new PlainVault());
  }

  static World of(BackEnd backEnd, Vault vault) {
    return new World(backEnd, vault);
  }

  /** As another process would open it over the same table. */
  Catalog anotherCatalog() {
    return DynamoCatalog.open(probe.client(), table, vault, clock, new SecureRandom());
  }

  Instant after(long seconds) {
    Instant then = START.plusSeconds(seconds);
    clock.set(then);
    return then;
  }

  KeyedStream keyedStream() {
    return catalog
        .streams()
        .create(account.id(), new StreamDraft("morning", null, null, HOLD, false));
  }

  Stream stream() {
    return keyedStream().stream();
  }

  Stream stream(String streamId) {
    return catalog.streams().find(streamId).orElseThrow();
  }

  Target target() {
    return catalog.targets().create(account.id(), Drafts.target("shared"));
  }

  Push inlinePush(Stream stream) {
    return catalog.pushes().create(account.id(), stream.id(), Drafts.inline("own"));
  }

  Push push(Stream stream, Target target) {
    return catalog.pushes().create(account.id(), stream.id(), Drafts.to(target));
  }

  SessionControl control(Stream stream) {
    return catalog.sessions().control(stream.id()).orElseThrow();
  }

  long revision(Stream stream) {
    return control(stream).revision();
  }

  LiveOutcome live(Stream stream, @Nullable String name, Instant at) {
    return catalog.sessions().begin(stream.id(), new LiveEvent(name, SOURCE, at));
  }

  /** Starts a session now. */
  Session begin(Stream stream) {
    LiveOutcome outcome = live(stream, null, clock.instant());
    assertThat(outcome).isInstanceOf(LiveOutcome.Started.class);
    return ((LiveOutcome.Started) outcome).session();
  }

  /** For laying out at once what would take the catalog long. */
  Table rawTable() {
    return new Table(client, table, new Backoff(new SecureRandom()));
  }

  /** So many pushes of a stream to a shared target. */
  void seedPushes(Stream stream, Target target, int count) {
    List<Write> writes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Push push =
          new Push(
              "seeded-%03d".formatted(i),
              stream.id(),
              account.id(),
              target,
              true,
              Profile.SOURCE,
              false,
              SilentAudio.OFF,
              0,
              0,
              START,
              START);
      writes.add(PushItems.put(push, 1));
      writes.add(TargetUse.of(push));
    }
    writes.add(StreamConfig.bump(stream.id(), START).add("pushes", count));
    seed(writes);
  }

  void seed(List<Write> writes) {
    for (int from = 0; from < writes.size(); from += Table.TRANSACTION_ACTIONS) {
      int to = Math.min(writes.size(), from + Table.TRANSACTION_ACTIONS);
      rawTable().write(writes.subList(from, to));
    }
  }

  /** Everything in the table, for looking at what rests there. */
  List<Item> everything() {
    return client.scanPaginator(scan -> scan.tableName(table)).items().stream()
        .map(Item::new)
        .toList();
  }

  @Override
  public void close() {
    assertThat(probe.requests()).noneMatch(ScanRequest.class::isInstance);
    client.deleteTable(delete -> delete.tableName(table));
  }
}
