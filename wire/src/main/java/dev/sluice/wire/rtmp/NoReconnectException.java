package dev.sluice.wire.rtmp;

import java.util.Objects;

/** What a server asks for before it takes the stream cannot be given; the message says why. */
final class NoReconnectException extends Exception {
  private static final long serialVersionUID = 1L;

  private final RefusalKind kind;

  /**
   * @param message for a person; holds no secret and nothing that the server wrote
   */
  NoReconnectException(RefusalKind kind, String message) {
    super(message);
    this.kind = kind;
  }

  RefusalKind kind() {
    return kind;
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
