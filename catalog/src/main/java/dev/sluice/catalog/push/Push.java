package dev.sluice.catalog.push;

import dev.sluice.catalog.target.Target;
import java.time.Instant;

/**
 * A stream's line to one target. It pushes when the target and the push are both enabled.
 *
 * @param target the target as it is now
 * @param retries how often a retry was asked for: a task acts when it rises
 * @param restarts how often a restart was asked for: a task acts when it rises
 */
public record Push(
    String id,
    String streamId,
    String accountId,
    Target target,
    boolean enabled,
    Profile profile,
    boolean videoOnly,
    SilentAudio silentAudio,
    long retries,
    long restarts,
    Instant createdAt) {
  /** Both switches on. */
  public boolean active() {
    return enabled && target.enabled();
  }
}
