package dev.sluice.wire.net;

/**
 * Where to connect, and whether by TLS.
 *
 * @param host a name, or an IPv4 or IPv6 literal (brackets allowed). Over TLS it is the name sent
 *     as SNI and the one the certificate must bear
 * @param port 1 to 65535
 * @param tls whether to speak TLS
 */
public record Endpoint(String host, int port, boolean tls) {

  public Endpoint {
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    if (host.isBlank()) {
      throw new IllegalArgumentException("host is empty");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port is " + port + ", not within 1 to 65535");
    }
  }

  /** {@code host:port}, with brackets around an IPv6 literal. */
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
