package dev.sluice.catalog;

/** No such object, or one of another account: the two are told apart nowhere. */
public final class NotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Says what was not found.
   *
   * @param what the noun of the API, for example {@code stream}
   */
  public NotFoundException(String what) {
    super("no such " + what);
  }
}
