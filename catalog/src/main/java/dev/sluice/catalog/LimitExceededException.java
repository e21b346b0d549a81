package dev.sluice.catalog;

/**
 * A fixed limit of the catalog is reached, for example 100 pushes of one stream. The message names
 * it.
 */
public final class LimitExceededException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LimitExceededException(String message) {
    super(message);
  }
}
