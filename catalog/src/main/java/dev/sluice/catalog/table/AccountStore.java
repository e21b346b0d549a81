package dev.sluice.catalog.table;

import dev.sluice.catalog.NotFoundException;
import dev.sluice.catalog.account.Account;
import dev.sluice.catalog.account.Accounts;
import dev.sluice.catalog.secret.Secret;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** {@link Accounts} in the table. */
final class AccountStore implements Accounts {
  private static final int SALT_BYTES = 32;

  private final Surroundings around;

  AccountStore(Surroundings around) {
    this.around = around;
  }

  @Override
  public Account create(String name) {
    byte[] salt = new byte[SALT_BYTES];
    around.random().nextBytes(salt);
    Account account =
        new Account(
            around.ids().next(), name, Base64.getEncoder().encodeToString(salt), around.now());
    around.table().write(described(Write.put(Key.account(account.id())).ifAbsent(), account));
    return account;
  }

  @Override
  public Optional<Account> find(String accountId) {
    return around.table().get(Key.account(accountId)).map(AccountStore::read);
  }

  /** The look-up item holds the account itself, so that opening a request takes one read. */
  @Override
  public Secret createApiKey(String accountId, String keyName) {
    Account account = find(accountId).orElseThrow(() -> new NotFoundException("account"));
    Secret apiKey = around.keys().apiKey();
    String hash = Digests.lookUp(apiKey);
    String keyId = around.ids().next();
    Instant now = around.now();
    around
        .table()
        .write(
            described(Write.put(Key.apiKey(hash)).ifAbsent(), account).set("keyId", keyId),
            Write.put(Key.accountApiKey(accountId, keyId))
                .set("hash", hash)
                .set("name", keyName)
                .set("createdAt", now));
    return apiKey;
  }

  @Override
  public Optional<Account> findByApiKey(Secret apiKey) {
    return around.table().get(Key.apiKey(Digests.lookUp(apiKey))).map(AccountStore::read);
  }

  private static Write described(Write write, Account account) {
    return write
        .set("accountId", account.id())
        .set("name", account.name())
        .set("salt", account.salt())
        .set("createdAt", account.createdAt());
  }

  private static Account read(Item item) {
    return new Account(
        item.text("accountId"), item.text("name"), item.text("salt"), item.instant("createdAt"));
  }
}
