package dev.sluice.wire.url;

/**
 * A destination that cannot be used, in words a user can act on. Neither the message nor the field
 * repeats what was typed: a key is often in it.
 */
public final class InvalidDestinationException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String field;

  /**
   * @param field the input at fault: {@code url}, {@code streamKey}, {@code srt.streamId}, {@code
   *     srt.passphrase} or {@code srt.latencyMillis}
   * @param message what is wrong and how to mend it
   */
  public InvalidDestinationException(String field, String message) {
    super(message);
    this.field = field;
  }

  /** The input at fault, as named in the constructor. */
  public String field() {
    return field;
  }
}
