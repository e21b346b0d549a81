package dev.sluice.catalog.table;

import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.Idempotency;
import dev.sluice.catalog.account.Accounts;
import dev.sluice.catalog.launch.Launches;
import dev.sluice.catalog.push.Pushes;
import dev.sluice.catalog.secret.Vault;
import dev.sluice.catalog.session.Leases;
import dev.sluice.catalog.session.Sessions;
import dev.sluice.catalog.session.Statuses;
import dev.sluice.catalog.stream.Streams;
import dev.sluice.catalog.target.Targets;
import java.time.Clock;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The catalog over one DynamoDB table ({@link SluiceTable}). Thread-safe. */
public final class DynamoCatalog implements Catalog {
  private final Accounts accounts;
  private final Streams streams;
  private final Targets targets;
  private final Pushes pushes;
  private final Sessions sessions;
  private final Leases leases;
  private final Launches launches;
  private final Statuses statuses;
  private final Idempotency idempotency;

  private DynamoCatalog(Surroundings around) {
    SessionStore sessionStore = new SessionStore(around);
    this.accounts = new AccountStore(around);
    this.streams = new StreamStore(around, sessionStore);
    this.targets = new TargetStore(around);
    this.pushes = new PushStore(around);
    this.sessions = sessionStore;
    this.leases = new LeaseStore(around);
    this.launches = new LaunchStore(around);
    this.statuses = new StatusStore(around);
    this.idempotency = new IdempotencyStore(around);
  }

  /**
   * The catalog in a table that is there.
   *
   * @param client stays the caller's to close; its retries and time-outs apply
   * @param random makes keys, so it has to be a {@link java.security.SecureRandom} outside of tests
   */
  public static Catalog open(
      DynamoDbClient client, String tableName, Vault vault, Clock clock, RandomGenerator random) {
    Table table = new Table(client, tableName, new Backoff(random));
    return new DynamoCatalog(
        new Surroundings(
            table, vault, clock, random, new Ids(clock, random), new KeyMaker(random)));
  }

  @Override
  public Accounts accounts() {
    return accounts;
  }

  @Override
  public Streams streams() {
    return streams;
  }

  @Override
  public Targets targets() {
    return targets;
  }

  @Override
  public Pushes pushes() {
    return pushes;
  }

  @Override
  public Sessions sessions() {
    return sessions;
  }

  @Override
  public Leases leases() {
    return leases;
  }

  @Override
  public Launches launches() {
    return launches;
  }

  @Override
  public Statuses statuses() {
    return statuses;
  }

  @Override
  public Idempotency idempotency() {
    return idempotency;
  }
}
