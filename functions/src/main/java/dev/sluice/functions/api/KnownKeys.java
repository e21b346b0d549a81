package dev.sluice.functions.api;

import dev.sluice.catalog.account.Account;
import dev.sluice.catalog.account.Accounts;
import dev.sluice.catalog.secret.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The accounts behind API keys, each looked up again when {@link #LENGTH} has passed: who follows a
 * stream asks every second, and half of such a request would be the look-up of its key. So long a
 * key that was deleted may still open its account, in a process that has seen it before.
 *
 * <p>A key that opens nothing is looked up each time: one that has just been made is good at once.
 * What is kept is a hash of the key. Thread-safe.
 */
final class KnownKeys {
  /** How long a found key is good without another look. */
  static final Duration LENGTH = Duration.ofSeconds(5);

  /** Keys kept; the oldest makes room for one more. */
  static final int MOST = 1000;

  private record Known(Account account, Instant foundAt) {
    boolean isGood(Instant now) {
      return !now.isBefore(foundAt) && now.isBefore(foundAt.plus(LENGTH));
    }
  }

  private final Accounts accounts;
  private final Clock clock;
  private final Map<ByteBuffer, Known> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Known> eldest) {
          return size() > MOST;
        }
      };

  KnownKeys(Accounts accounts, Clock clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  /** The account that a key opens, as of {@link #LENGTH} ago at the earliest. */
  Optional<Account> find(Secret apiKey) {
    ByteBuffer hash = hash(apiKey);
    // Before the look-up: what it finds is as old as its beginning.
    Instant now = clock.instant();
    synchronized (known) {
      Known found = known.get(hash);
      if (found != null && found.isGood(now)) {
        return Optional.of(found.account);
      }
      known.remove(hash);
    }
    Optional<Account> account = accounts.findByApiKey(apiKey);
    account.ifPresent(
        one -> {
          synchronized (known) {
            known.put(hash, new Known(one, now));
          }
        });
    return account;
  }

  private static ByteBuffer hash(Secret apiKey) {
    try {
      byte[] text = apiKey.reveal().getBytes(StandardCharsets.UTF_8);
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
