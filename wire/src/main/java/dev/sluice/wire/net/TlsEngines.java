package dev.sluice.wire.net;

import java.net.InetAddress;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** Makes TLS engines, set as this project wants them: TLS 1.2 and 1.3 alone. */
final class TlsEngines {

  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private TlsEngines() {}

  /** For a client: name sent (SNI), chain checked, and the name in it (RFC 9525, as for HTTPS). */
  static SSLEngine client(TlsTrust trust, Endpoint endpoint) {
    SSLEngine engine = trust.context().createSSLEngine(endpoint.host(), endpoint.port());
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(PROTOCOLS);
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    if (!isLiteral(endpoint.host())) {
      // The JDK itself sends no SNI for a name without a dot.
      parameters.setServerNames(serverNames(endpoint.host()));
    }
    engine.setSSLParameters(parameters);
    return engine;
  }

  /** For a server. */
  static SSLEngine server(TlsIdentity identity) {
    SSLEngine engine = identity.context().createSSLEngine();
    engine.setUseClientMode(false);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(PROTOCOLS);
    engine.setSSLParameters(parameters);
    return engine;
  }

  private static List<javax.net.ssl.SNIServerName> serverNames(String host) {
    try {
      return List.of(new SNIHostName(host));
    } catch (IllegalArgumentException e) {
      // Resolvable but no host name by the rules (an underscore): connect without SNI.
      return List.of();
    }
  }

  private static boolean isLiteral(String host) {
    try {
      InetAddress.ofLiteral(host);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
