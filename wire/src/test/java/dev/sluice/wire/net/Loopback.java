package dev.sluice.wire.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Two loops, a client's and a server's, and what connects them, over TCP or TLS. */
final class Loopback implements AutoCloseable {

  static final String HOST = "live.example.com";

  private static final InetAddress ADDRESS = InetAddress.ofLiteral("127.0.0.1");

  final EventLoop clientLoop = EventLoop.start("client-loop");
  final EventLoop serverLoop = EventLoop.start("server-loop");
  final Connector connector;
  private final @Nullable TlsIdentity identity;

  /** Over TLS when an authority is given. */
  Loopback(@Nullable CertificateAuthority authority) {
    identity = authority == null ? null : authority.identityFor("dns:" + HOST);
    ConnectorOptions options =
        ConnectorOptions.defaults()
            .withResolver(host -> List.of(ADDRESS))
            .withConnectTimeout(Duration.ofSeconds(30));
    connector = new Connector(authority == null ? options : options.withTrust(authority.trust()));
  }

  /** With the authority of all tests, or over TCP. */
  static Loopback of(boolean tls) {
    return new Loopback(tls ? CertificateAuthority.shared() : null);
  }

  /** Listens on a port of its own. */
  int listen(Supplier<ConnectionHandler> handlers) {
    try {
      return Listener.open(serverLoop, new InetSocketAddress(ADDRESS, 0), identity, handlers)
          .localAddress()
          .getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void connect(int port, ConnectionHandler handler) {
    connector.connect(clientLoop, new Endpoint(HOST, port, identity != null), handler);
  }

  /** Connects two handlers with one another, and waits until both know. */
  void connect(RecordingHandler client, RecordingHandler server) {
    connect(listen(() -> server), client);
    client.connection();
    server.connection();
  }

  /** Does something on the client's loop with its connection. */
  void onClient(RecordingHandler client, Consumer<Connection> action) {
    Connection connection = client.connection();
    CompletableFuture<Void> done = new CompletableFuture<>();
    clientLoop.execute(
        () -> {
          action.accept(connection);
          done.complete(null);
        });
    RecordingHandler.await(done);
  }

  @Override
  public void close() {
    clientLoop.close();
    serverLoop.close();
    connector.close();
  }
}
