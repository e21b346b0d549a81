package dev.sluice.catalog.session;

/** Another task owns the session, or it has ended: stop pushing and leave. */
public final class LeaseLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LeaseLostException(String message) {
    super(message);
  }
}
