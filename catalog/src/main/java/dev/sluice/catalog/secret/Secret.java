package dev.sluice.catalog.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;

/**
 * A text that must never be shown: a stream key, a passphrase, a URL with a key in it.
 *
 * <p>It prints as {@code ***}, is not serialisable, and has no bean property, so that a JSON mapper
 * finds nothing to write. Equality takes the same time wherever two values differ. Immutable and
 * thread-safe.
 */
public final class Secret {
  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /** Wraps a text; the text may be empty but not null. */
  public static Secret of(String value) {
    return new Secret(Objects.requireNonNull(value));
  }

  /**
   * The text itself. Call it only where the text leaves for the peer it is meant for, or for the
   * vault.
   */
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && MessageDigest.isEqual(bytes(value), bytes(that.value));
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
