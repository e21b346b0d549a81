package dev.sluice.wire.net;

import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateRevokedException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in words why a TLS handshake failed. */
final class TlsFailures {

  private static final String ALERT = "Received fatal alert: ";

  private TlsFailures() {}

  /** The handshake was not done in time. */
  static ConnectFailure silent(String peer) {
    return handshake(peer + " took the connection but did not answer the TLS handshake in time");
  }

  /** The peer closed amid the handshake. */
  static ConnectFailure cutOff(String peer) {
    return handshake(
        peer + " closed the connection during the TLS handshake; does it speak TLS on this port?");
  }

  /** What an exception out of the engine, or out of the socket below it, means. */
  static ConnectFailure explain(String peer, IOException failure) {
    if (!(failure instanceof SSLException)) {
      return new ConnectFailure(
          ConnectFailure.Kind.REMOTE_CLOSED,
          "the connection to " + peer + " broke during the TLS handshake: " + failure.getMessage());
    }
    CertificateException certificate = find(failure, CertificateException.class);
    if (certificate != null) {
      return new ConnectFailure(
          ConnectFailure.Kind.TLS_CERTIFICATE,
          "the certificate of " + peer + " " + certificateFault(certificate));
    }
    String message = String.valueOf(failure.getMessage());
    if (message.startsWith(ALERT)) {
      String alert = message.substring(ALERT.length()).toLowerCase(Locale.ROOT);
      return handshake(peer + " refused the TLS handshake: " + alertMeaning(alert));
    }
    if (message.contains("recognized SSL message")) {
      return handshake(peer + " does not speak TLS on this port");
    }
    return handshake("the TLS handshake with " + peer + " failed: " + message);
  }

  private static String certificateFault(CertificateException failure) {
    // The most telling cause first: they are wrapped in one another.
    Exception cause = find(failure, CertificateExpiredException.class);
    if (cause != null) {
      return "has expired (" + cause.getMessage() + ")";
    }
    cause = find(failure, CertificateNotYetValidException.class);
    if (cause != null) {
      return "is not valid yet (" + cause.getMessage() + "); is the clock of this machine right?";
    }
    if (find(failure, CertificateRevokedException.class) != null) {
      return "has been revoked";
    }
    if (find(failure, CertPathBuilderException.class) != null) {
      return "is not trusted: no known authority has signed it";
    }
    cause = find(failure, CertPathValidatorException.class);
    if (cause != null) {
      return "is not acceptable: " + cause.getMessage();
    }
    String message = String.valueOf(failure.getMessage());
    if (message.startsWith("No subject alternative") || message.startsWith("No name matching")) {
      return "is for another host: " + message;
    }
    return "is not acceptable: " + message;
  }

  private static String alertMeaning(String alert) {
    return switch (alert) {
      case "protocol_version" -> "it has no TLS version in common with us (1.2 and 1.3)";
      case "handshake_failure" -> "it has no cipher in common with us, or wants something else";
      case "unrecognized_name" -> "it serves no host of this name";
      case "certificate_required", "bad_certificate" -> "it wants a client certificate";
      default -> alert;
    };
  }

  private static ConnectFailure handshake(String message) {
    return new ConnectFailure(ConnectFailure.Kind.TLS_HANDSHAKE, message);
  }

  private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
    int depth = 0;
    for (Throwable t = failure; t != null && depth < 20; t = t.getCause(), depth++) {
      if (type.isInstance(t)) {
        return type.cast(t);
      }
    }
    return null;
  }
}
