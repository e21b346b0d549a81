package dev.sluice.catalog.testing;

import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.secret.Vault;
import dev.sluice.catalog.secret.Vaults;
import dev.sluice.catalog.table.DynamoCatalog;
import dev.sluice.catalog.table.SluiceTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import software.amazon.dynamodb.services.local.shared.access.AmazonDynamoDBLocal;

/**
 * A fresh, empty table in a DynamoDB Local of its own in this process, and a catalog over it. Its
 * clock stands at {@link #START} until the test moves it. Close it.
 */
public final class LocalTable implements AutoCloseable {
  /**
   * When a test's time begins: far in the future, because DynamoDB Local looks at the system's
   * clock to remove items whose time to live has passed.
   */
  public static final Instant START = Instant.parse("2100-01-02T03:04:05Z");

  /** The name of the table. */
  public static final String NAME = "sluice-test";

  private final AmazonDynamoDBLocal server;
  private final DynamoDbClient client;
  private final MutableClock clock;
  private final Path keyFolder;
  private final Vault vault;
  private final Catalog catalog;

  private LocalTable(MutableClock clock, Clock catalogClock) {
    this.server = DynamoDBEmbedded.create(true);
    this.client = server.dynamoDbClient();
    this.clock = clock;
    SluiceTable.create(client, NAME);
    try {
      this.keyFolder = Files.createTempDirectory("sluice-test-key");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.vault = Vaults.open("file:" + keyFolder.resolve("key"));
    this.catalog = DynamoCatalog.open(client, NAME, vault, catalogClock, new SecureRandom());
  }

  /** With a clock that stands. */
  public static LocalTable open() {
    MutableClock clock = new MutableClock(START);
    return new LocalTable(clock, clock);
  }

  /** With the system's clock; {@link #clock} moves nothing. */
  public static LocalTable openInRealTime() {
    return new LocalTable(new MutableClock(START), Clock.systemUTC());
  }

  public Catalog catalog() {
    return catalog;
  }

  public MutableClock clock() {
    return clock;
  }

  public Vault vault() {
    return vault;
  }

  /** The client, for looking at the raw table or opening another catalog over it. */
  public DynamoDbClient client() {
    return client;
  }

  @Override
  public void close() {
    server.shutdown();
    try {
      Files.deleteIfExists(keyFolder.resolve("key"));
      Files.deleteIfExists(keyFolder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
