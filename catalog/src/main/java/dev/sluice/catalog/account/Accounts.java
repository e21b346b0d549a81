package dev.sluice.catalog.account;

import dev.sluice.catalog.secret.Secret;
import java.util.Optional;

/** The accounts and their API keys. Thread-safe. */
public interface Accounts {
  /** Makes an account with a random id. */
  Account create(String name);

  Optional<Account> find(String accountId);

  /** Makes an API key for an account and answers it in clear; only its SHA-256 is kept. */
  Secret createApiKey(String accountId, String keyName);

  /** The account an API key opens, by one strongly consistent read of its look-up item. */
  Optional<Account> findByApiKey(Secret apiKey);
}
