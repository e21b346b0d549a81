package dev.sluice.functions.api;

import org.jspecify.annotations.Nullable;

/**
 * What an event did.
 *
 * @param session the session concerned; null when there is none
 */
record EventView(Outcome outcome, String message, String streamId, @Nullable SessionView session) {
  /** What an event did, in a word. */
  enum Outcome {
    STARTED,
    RESUMED,
    HOLDING,
    UNCHANGED,
    DROPPED
  }
}
