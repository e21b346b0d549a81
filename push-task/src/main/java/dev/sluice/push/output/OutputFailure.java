package dev.sluice.push.output;

import dev.sluice.catalog.status.Reason;

/**
 * Why an output ended.
 *
 * @param message for a person; holds no secret
 */
public record OutputFailure(Reason reason, String message) {
  /** The reason's advice, and what was seen, where there is more to say. */
  public static OutputFailure of(Reason reason, String detail) {
    return new OutputFailure(
        reason, detail.isBlank() ? reason.advice() : reason.advice() + " (" + detail + ")");
  }
}
