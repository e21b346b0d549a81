package dev.sluice.wire.net;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * A server of one client that goes step by step as the test says: a blocking socket of the JDK's.
 * {@link SSLSocket#startHandshake} amid the stream asks for new keys: over TLS 1.3 by a key update,
 * over TLS 1.2 by a new handshake.
 */
final class TlsPeer implements AutoCloseable {

  private static final InetAddress ADDRESS = InetAddress.ofLiteral("127.0.0.1");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final EventLoop loop = EventLoop.start("test-loop");
  final Connector connector;
  private final SSLServerSocket server;
  private final CompletableFuture<SSLSocket> accepted = new CompletableFuture<>();

  /** Listens, with this version of TLS alone. */
  TlsPeer(String version, TlsTrust trust) throws IOException {
    var identity = CertificateAuthority.shared().identityFor("dns:" + Loopback.HOST);
    server =
        (SSLServerSocket)
            identity.context().getServerSocketFactory().createServerSocket(0, 1, ADDRESS);
    server.setEnabledProtocols(new String[] {version});
    server.setSoTimeout((int) PATIENCE.toMillis());
    connector =
        new Connector(
            ConnectorOptions.defaults()
                .withResolver(host -> List.of(ADDRESS))
                .withTrust(trust)
                .withConnectTimeout(PATIENCE));
  }

  TlsPeer(String version) throws IOException {
    this(version, CertificateAuthority.shared().trust());
  }

  /** Connects the client, and returns this side's socket. */
  SSLSocket connect(RecordingHandler client) {
    Thread.ofPlatform().daemon().name("tls-peer").start(this::accept);
    connector.connect(loop, new Endpoint(Loopback.HOST, server.getLocalPort(), true), client);
    client.connection();
    return RecordingHandler.await(accepted);
  }

  private void accept() {
    try {
      SSLSocket socket = (SSLSocket) server.accept();
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.setTcpNoDelay(true);
      socket.startHandshake();
      accepted.complete(socket);
    } catch (IOException e) {
      accepted.completeExceptionally(e);
    }
  }

  /** Writes on the client's loop until no more is taken and some waits inside; how much it took. */
  long fill(RecordingHandler client) {
    Connection connection = client.connection();
    return RecordingHandler.onLoop(
        loop,
        () -> {
          while (connection.pendingBytes() == 0) {
            connection.write(ByteBuffer.allocate(1 << 20));
          }
          return connection.bytesWritten();
        });
  }

  /** Waits until the loop has looked at its sockets. */
  void awaitTurn() {
    for (int i = 0; i < 2; i++) {
      RecordingHandler.onLoop(loop, () -> true);
    }
  }

  @Override
  public void close() throws IOException {
    loop.close();
    connector.close();
    server.close();
    if (accepted.isDone() && !accepted.isCompletedExceptionally()) {
      accepted.join().close();
    }
  }
}
