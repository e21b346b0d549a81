package dev.sluice.local.cli;

/**
 * Why a local run cannot start, in one line for the person who started it: what, where, and how to
 * mend it.
 */
public final class StartException extends Exception {
  private static final long serialVersionUID = 1L;

  public StartException(String message) {
    super(message);
  }

  public StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
