package dev.sluice.catalog.push;

import dev.sluice.catalog.target.TargetDraft;
import org.jspecify.annotations.Nullable;

/**
 * A push to be made: either to a shared target ({@code targetId}) or with a target of its own
 * ({@code inline}), exactly one.
 */
public record PushDraft(
    @Nullable String targetId,
    @Nullable TargetDraft inline,
    boolean enabled,
    Profile profile,
    boolean videoOnly,
    SilentAudio silentAudio) {
  public PushDraft {
    if ((targetId == null) == (inline == null)) {
      throw new IllegalArgumentException("a push has either a targetId or a target of its own");
    }
  }
}
