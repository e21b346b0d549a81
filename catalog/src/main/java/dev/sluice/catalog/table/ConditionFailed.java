package dev.sluice.catalog.table;

import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What a write was conditional on did not hold, so nothing of it was written. Never leaves this
 * package: a store answers it with the domain's own word, or reads anew.
 */
final class ConditionFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Set<Key> keys;
  private final transient SdkException sdkException;

  /**
   * @param keys the items whose conditions failed
   * @param sdkException what DynamoDB answered
   */
  ConditionFailed(Set<Key> keys, SdkException sdkException) {
    super("a condition failed", sdkException);
    this.keys = Set.copyOf(keys);
    this.sdkException = sdkException;
  }

  boolean at(Key key) {
    return keys.contains(key);
  }

  SdkException sdkException() {
    return sdkException;
  }
}
