package dev.sluice.wire.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Handshakes that go wrong, and that none of them holds up another. */
class TlsHandshakeTest {

  private static final InetAddress ADDRESS = InetAddress.ofLiteral("127.0.0.1");

  private final CertificateAuthority authority = CertificateAuthority.shared();
  private final EventLoop loop = EventLoop.start("test-loop");
  private final RecordingHandler client = new RecordingHandler();

  @AfterEach
  void stop() {
    loop.close();
  }

  @Test
  void oneOfEightServersNeverAnswersAndTheOthersConnectAllTheSame() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, ADDRESS);
        Listener listener = listen(EchoHandler::new);
        Connector connector = connector(Duration.ofSeconds(3), authority.trust())) {
      connector.connect(loop, endpoint(Loopback.HOST, silent.getLocalPort()), client);
      List<RecordingHandler> others = new ArrayList<>();
      for (int i = 0; i < 7; i++) {
        RecordingHandler other = new RecordingHandler();
        others.add(other);
        connector.connect(loop, endpoint(Loopback.HOST, listener.localAddress().getPort()), other);
      }
      others.forEach(RecordingHandler::connection);
      assertThat(client.calls()).isEmpty();
      assertThat(client.failure().kind()).isEqualTo(ConnectFailure.Kind.TLS_HANDSHAKE);
      assertThat(client.failure().message()).contains("did not answer the TLS handshake");
    }
  }

  @Test
  void aCertificateThatTakesLongToCheckHoldsUpNoOtherTarget() throws Exception {
    Semaphore slow = new Semaphore(0);
    TlsTrust trust = TlsTrust.by(new SlowTrustManager("slow.example.com", slow));
    try (Listener listener = listen(EchoHandler::new);
        Connector connector = connector(Duration.ofSeconds(20), trust)) {
      int port = listener.localAddress().getPort();
      connector.connect(loop, endpoint("slow.example.com", port), client);
      RecordingHandler other = new RecordingHandler();
      connector.connect(loop, endpoint(Loopback.HOST, port), other);
      assertThat(other.connection().isOpen()).isTrue();
      assertThat(client.calls()).isEmpty();
      slow.release();
      assertThat(client.connection().isOpen()).isTrue();
    }
  }

  @Test
  void aServerWithoutTlsIsToldAsSuch() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, ADDRESS);
        Connector connector = connector(Duration.ofSeconds(20), authority.trust())) {
      connector.connect(loop, endpoint(Loopback.HOST, server.getLocalPort()), client);
      try (Socket socket = server.accept()) {
        socket
            .getOutputStream()
            .write("HTTP/1.1 400 Bad\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(client.failure().kind()).isEqualTo(ConnectFailure.Kind.TLS_HANDSHAKE);
        assertThat(client.failure().message()).endsWith("does not speak TLS on this port");
      }
    }
  }

  @Test
  void aServerThatClosesAmidTheHandshakeIsToldAsSuch() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, ADDRESS);
        Connector connector = connector(Duration.ofSeconds(20), authority.trust())) {
      connector.connect(loop, endpoint(Loopback.HOST, server.getLocalPort()), client);
      try (Socket socket = server.accept()) {
        assertThat(socket.getInputStream().readNBytes(100)).hasSize(100);
        socket.shutdownOutput();
        assertThat(client.failure().kind()).isEqualTo(ConnectFailure.Kind.TLS_HANDSHAKE);
        assertThat(client.failure().message()).contains("closed the connection during");
      }
    }
  }

  @Test
  void aServerThatResetsAmidTheHandshakeIsToldAsSuch() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, ADDRESS);
        Connector connector = connector(Duration.ofSeconds(20), authority.trust())) {
      connector.connect(loop, endpoint(Loopback.HOST, server.getLocalPort()), client);
      try (Socket socket = server.accept()) {
        socket.setSoLinger(true, 0);
      }
      assertThat(client.failure().kind()).isEqualTo(ConnectFailure.Kind.REMOTE_CLOSED);
    }
  }

  @Test
  void theServerIsToldWhyAClientDoesNotBelieveIt() throws Exception {
    RecordingHandler server = new RecordingHandler();
    try (Listener listener = listen(() -> server);
        Connector connector = connector(Duration.ofSeconds(20), TlsTrust.system())) {
      connector.connect(loop, endpoint(Loopback.HOST, listener.localAddress().getPort()), client);
      assertThat(client.failure().kind()).isEqualTo(ConnectFailure.Kind.TLS_CERTIFICATE);
      assertThat(server.failure().message()).contains("certificate_unknown");
    }
  }

  @Test
  void aHandshakeCanBeCancelled() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, ADDRESS);
        Connector connector = connector(Duration.ofMillis(500), authority.trust())) {
      Cancellable attempt =
          connector.connect(loop, endpoint(Loopback.HOST, server.getLocalPort()), client);
      try (Socket socket = server.accept()) {
        assertThat(socket.getInputStream().read()).isEqualTo(0x16);
        attempt.cancel();
        socket.getInputStream().readAllBytes();
        CountDownLatch later = new CountDownLatch(1);
        loop.schedule(Duration.ofMillis(700), later::countDown);
        assertThat(later.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(client.calls()).isEmpty();
      }
    }
  }

  @Test
  void garbageAfterTheHandshakeEndsTheConnectionAsATlsError() throws Exception {
    RecordingHandler server = new RecordingHandler();
    try (Listener listener = listen(() -> server);
        TcpRelay relay = new TcpRelay(listener.localAddress());
        Connector connector = connector(Duration.ofSeconds(20), authority.trust())) {
      connector.connect(loop, endpoint(Loopback.HOST, relay.port()), client);
      client.connection();
      server.connection();
      byte[] recordOf64 = new byte[5 + 64];
      System.arraycopy(new byte[] {23, 3, 3, 0, 64}, 0, recordOf64, 0, 5);
      relay.injectToClient(recordOf64);
      assertThat(client.closeReason().kind()).isEqualTo(CloseReason.Kind.TLS_ERROR);
    }
  }

  private Listener listen(Supplier<ConnectionHandler> handlers) throws IOException {
    return Listener.open(
        loop,
        new InetSocketAddress(ADDRESS, 0),
        authority.identityFor("dns:" + Loopback.HOST),
        handlers);
  }

  private static Connector connector(Duration timeout, TlsTrust trust) {
    return new Connector(
        ConnectorOptions.defaults()
            .withResolver(host -> List.of(ADDRESS))
            .withTrust(trust)
            .withConnectTimeout(timeout));
  }

  private static Endpoint endpoint(String host, int port) {
    return new Endpoint(host, port, true);
  }
}
