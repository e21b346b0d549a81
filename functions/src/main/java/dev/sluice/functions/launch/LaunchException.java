package dev.sluice.functions.launch;

import dev.sluice.catalog.status.Reason;

/** A task was not started. The message is for the stream's owner: it holds no secret. */
public final class LaunchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final boolean retryable;
  private final String told;

  /** Says why, and whether trying the same again can mend it. */
  public LaunchException(Reason reason, boolean retryable, String message) {
    super(message);
    this.reason = reason;
    this.retryable = retryable;
    this.told = message;
  }

  public Reason reason() {
    return reason;
  }

  /** What the stream's owner is told; the exception's message. */
  public String told() {
    return told;
  }

  public boolean retryable() {
    return retryable;
  }
}
