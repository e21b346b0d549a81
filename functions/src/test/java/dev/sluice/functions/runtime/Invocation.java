package dev.sluice.functions.runtime;

import java.util.concurrent.CompletableFuture;

/** One event for the function, and what will become of it. */
record Invocation(String id, String event, CompletableFuture<Outcome> outcome) {
  /**
   * What the function answered.
   *
   * @param failed whether it is an error of the function, not its answer
   */
  record Outcome(boolean failed, String body) {}
}
