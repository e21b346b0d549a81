package dev.sluice.catalog.table;

import dev.sluice.catalog.secret.Secret;
import java.util.random.RandomGenerator;

/**
 * Makes ingest keys and API keys: a prefix that tells which it is, and 160 random bits in 32
 * letters and digits that no URL, form or shell changes. Thread-safe when its random generator is.
 */
final class KeyMaker {
  static final String INGEST_PREFIX = "sk_";
  static final String API_PREFIX = "ak_";

  private static final char[] DIGITS = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();
  private static final int LENGTH = 32;

  private final RandomGenerator random;

  KeyMaker(RandomGenerator random) {
    this.random = random;
  }

  Secret ingestKey() {
    return make(INGEST_PREFIX);
  }

  Secret apiKey() {
    return make(API_PREFIX);
  }

  private Secret make(String prefix) {
    byte[] bytes = new byte[LENGTH];
    random.nextBytes(bytes);
    StringBuilder key = new StringBuilder(prefix);
    for (byte b : bytes) {
      key.append(DIGITS[b & 31]);
    }
    return Secret.of(key.toString());
  }
}
