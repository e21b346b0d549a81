package dev.sluice.functions.event;

/**
 * An event that no retry can mend; it ends in the dead-letter queue. The message says what is
 * wrong, without its content.
 */
public final class MalformedEventException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MalformedEventException(String message) {
    super(message);
  }
}
