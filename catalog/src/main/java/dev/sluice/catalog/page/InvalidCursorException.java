package dev.sluice.catalog.page;

/** A cursor that this list did not give out (altered, of another list, or of another account). */
public final class InvalidCursorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidCursorException() {
    super("the cursor is not one that this list gave out");
  }
}
