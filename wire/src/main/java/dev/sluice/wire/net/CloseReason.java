package dev.sluice.wire.net;

import java.util.Objects;

/**
 * Why an established connection ended.
 *
 * @param kind who ended it, and how
 * @param message one sentence for a person; names no secret
 */
public record CloseReason(Kind kind, String message) {

  /** Who ended the connection, and how. */
  public enum Kind {
    /** We closed it, and the peer followed. */
    LOCAL_CLOSED,
    /** We reset it: an abort, a graceful close that ran out of time, or the loop's end. */
    LOCAL_ABORTED,
    /** The peer closed it in order. */
    REMOTE_CLOSED,
    /** The peer or the network broke it: a reset, or the kernel gave up on retransmitting. */
    REMOTE_RESET,
    /** Bytes that are no valid TLS, or a fatal TLS alert. */
    TLS_ERROR,
    /** A fault on our side, such as an exception thrown by the handler. */
    INTERNAL
  }

  public CloseReason {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(message, "message");
  }
}
