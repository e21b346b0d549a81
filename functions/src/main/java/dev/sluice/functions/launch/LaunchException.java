package dev.sluice.functions.launch;

import dev.sluice.catalog.status.Reason;

/** A task was not started. The message is for the stream's owner: it holds no secret. */
public final class LaunchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final Remedy remedy;
  private final String told;

  /** Says why, and what can mend it. */
  public LaunchException(Reason reason, Remedy remedy, String message) {
    super(message);
    this.reason = reason;
    this.remedy = remedy;
    this.told = message;
  }

  public Reason reason() {
    return reason;
  }

  /** What the stream's owner is told; the exception's message. */
  public String told() {
    return told;
  }

  public Remedy remedy() {
    return remedy;
  }
}
