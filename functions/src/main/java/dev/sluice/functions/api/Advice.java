package dev.sluice.functions.api;

import dev.sluice.catalog.status.Reason;
import org.jspecify.annotations.Nullable;

/** The sentence that goes with a reason. */
final class Advice {
  private Advice() {}

  /** What was noted when it happened, else what the reason says by itself. */
  static @Nullable String message(@Nullable Reason reason, @Nullable String noted) {
    return noted == null && reason != null ? reason.advice() : noted;
  }
}
