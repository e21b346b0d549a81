package dev.sluice.push.engine;

import dev.sluice.catalog.target.OpenDestination;
import dev.sluice.push.variant.VariantKey;

/**
 * One push as it is wanted: active ones only, since what is switched off is simply not in the list.
 *
 * @param name the target's name, for the log
 * @param retries a rise asks for an attempt now unless LIVE
 * @param restarts a rise asks for a new connection
 */
public record PushSpec(
    String pushId,
    String targetId,
    String name,
    OpenDestination destination,
    VariantKey variant,
    boolean allowEnhanced,
    long retries,
    long restarts) {
  @Override
  public String toString() {
    return "push " + pushId;
  }
}
