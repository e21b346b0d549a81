package dev.sluice.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.account.Account;
import dev.sluice.catalog.account.Accounts;
import dev.sluice.catalog.secret.Secret;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KnownKeysTest {
  private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
  private static final Secret KEY = Secret.of("a-key");
  private static final Account ACCOUNT = new Account("acme", "Acme", "c2FsdA==", START);

  private final Map<Secret, Account> table = new HashMap<>(Map.of(KEY, ACCOUNT));
  private int lookUps;
  private Instant now = START;

  private final KnownKeys keys =
      new KnownKeys(
          new Accounts() {
            @Override
            public Optional<Account> findByApiKey(Secret apiKey) {
              lookUps++;
              return Optional.ofNullable(table.get(apiKey));
            }

            @Override
            public Optional<Account> find(String accountId) {
              throw new UnsupportedOperationException();
            }

            @Override
            public Account create(String name) {
              throw new UnsupportedOperationException();
            }

            @Override
            public Secret createApiKey(String accountId, String keyName) {
              throw new UnsupportedOperationException();
            }
          },
          new Clock() {
            @Override
            public Instant instant() {
              return now;
            }

            @Override
            public ZoneOffset getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
              return this;
            }
          });

  @Test
  void aBurstOfRequestsLooksItsKeyUpOnce() {
    for (int i = 0; i < 5; i++) {
      assertThat(keys.find(KEY)).contains(ACCOUNT);
      now = now.plusMillis(900);
    }
    assertThat(lookUps).isEqualTo(1);
  }

  @Test
  void aDeletedKeyOpensNothingAfterFiveSeconds() {
    assertThat(keys.find(KEY)).contains(ACCOUNT);
    table.remove(KEY);
    now = START.plus(KnownKeys.LENGTH);
    assertThat(keys.find(KEY)).isEmpty();
    now = START.plusSeconds(1);
    assertThat(keys.find(KEY)).as("once it was missed").isEmpty();
  }

  @Test
  void useDoesNotProlongIt() {
    assertThat(keys.find(KEY)).isPresent();
    now = START.plusSeconds(4);
    assertThat(keys.find(KEY)).isPresent();
    table.remove(KEY);
    now = START.plusSeconds(6);
    assertThat(keys.find(KEY)).isEmpty();
  }

  @Test
  void aKeyIsGoodAsSoonAsItIsMade() {
    Secret made = Secret.of("another");
    assertThat(keys.find(made)).isEmpty();
    table.put(made, ACCOUNT);
    assertThat(keys.find(made)).contains(ACCOUNT);
  }

  @Test
  void aClockSetBackMakesNothingLastLonger() {
    assertThat(keys.find(KEY)).isPresent();
    table.remove(KEY);
    now = START.minusSeconds(3600);
    assertThat(keys.find(KEY)).isEmpty();
  }

  @Test
  void theOldestMakesRoomForAnother() {
    assertThat(keys.find(KEY)).isPresent();
    for (int i = 0; i < KnownKeys.MOST; i++) {
      Secret other = Secret.of("key-" + i);
      table.put(other, ACCOUNT);
      assertThat(keys.find(other)).isPresent();
    }
    lookUps = 0;
    assertThat(keys.find(Secret.of("key-" + (KnownKeys.MOST - 1)))).isPresent();
    assertThat(lookUps).isZero();
    assertThat(keys.find(KEY)).isPresent();
    assertThat(lookUps).isEqualTo(1);
  }
}
