package dev.sluice.wire.net;

import java.util.Objects;

/**
 * Why a connection did not come about.
 *
 * @param kind the class of failure; the names are those of the reasons in the API
 * @param message one sentence for the owner of the target, naming host and port; names no secret
 */
public record ConnectFailure(Kind kind, String message) {

  /** The class of failure. */
  public enum Kind {
    /** The host name does not resolve, or the resolver did not answer in time. */
    DNS,
    /** Every address refused the connection. */
    CONNECT_REFUSED,
    /** No address answered in time, or none can be reached from this network. */
    CONNECT_TIMEOUT,
    /** The server does not speak TLS here, shares no version or cipher with us, or fell silent. */
    TLS_HANDSHAKE,
    /** The server's certificate is untrusted, expired, not valid yet, or for another host. */
    TLS_CERTIFICATE,
    /** The peer took the connection and broke it before it was of use. */
    REMOTE_CLOSED,
    /** Every address of the host is one that targets may not have. */
    ADDRESS_FORBIDDEN,
    /** A fault or a bound on our side. */
    INTERNAL
  }

  public ConnectFailure {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(message, "message");
  }
}
