package dev.sluice.catalog.push;

import dev.sluice.catalog.target.Target;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/**
 * A stream's line to one target. It pushes when the target and the push are both enabled.
 *
 * @param target the target as it is now
 * @param retries how often a retry was asked for: a task acts when it rises
 * @param restarts how often a restart was asked for: a task acts when it rises
 * @param switchedAt when {@code enabled} last changed; its creation if it never did
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
    Instant createdAt,
    Instant switchedAt) {
  /** Both switches on. */
  public boolean active() {
    return enabled && target.enabled();
  }

  /** When it became active or ceased to be, as far as the last change of either switch tells. */
  public Instant activeChangedAt() {
    if (active()) {
      return Collections.max(List.of(switchedAt, target.switchedAt()));
    }
    Instant pushOff = enabled ? Instant.MAX : switchedAt;
    Instant targetOff = target.enabled() ? Instant.MAX : target.switchedAt();
    // A target may have been off for long when the push was made.
    return Collections.max(List.of(createdAt, Collections.min(List.of(pushOff, targetOff))));
  }
}
