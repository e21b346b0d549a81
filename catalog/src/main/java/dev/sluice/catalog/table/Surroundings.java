package dev.sluice.catalog.table;

import dev.sluice.catalog.NotFoundException;
import dev.sluice.catalog.account.Account;
import dev.sluice.catalog.secret.Vault;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What every store works with. */
record Surroundings(
    Table table, Vault vault, Clock clock, RandomGenerator random, Ids ids, KeyMaker keys) {

  /** Now, to the millisecond: what the table keeps. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  Optional<StreamConfig> config(String streamId) {
    return table.get(Key.config(streamId)).map(StreamConfig::read);
  }

  /** Of a stream of this account. */
  StreamConfig config(String accountId, String streamId) {
    return config(streamId)
        .filter(config -> config.accountId().equals(accountId))
        .orElseThrow(() -> new NotFoundException("stream"));
  }

  Account account(String accountId) {
    return new AccountStore(this)
        .find(accountId)
        .orElseThrow(() -> new NotFoundException("account"));
  }

  Sealer sealer(String accountId, String objectId) {
    return new Sealer(this, accountId, objectId);
  }
}
