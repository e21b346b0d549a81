package dev.sluice.wire.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TlsConnectTest {

  private final CertificateAuthority authority = CertificateAuthority.shared();
  private final EventLoop loop = EventLoop.start("test-loop");
  private final RecordingHandler client = new RecordingHandler();

  @AfterEach
  void stop() {
    loop.close();
  }

  @Test
  void connectsToTheNameTheCertificateBears() throws Exception {
    CompletableFuture<String> echoed = new CompletableFuture<>();
    RecordingHandler handler =
        new RecordingHandler() {
          @Override
          public void onReadable(Connection connection, ByteBuffer bytes) {
            echoed.complete(StandardCharsets.UTF_8.decode(bytes).toString());
          }
        };
    connect(authority.identityFor("dns:live.example.com"), "live.example.com", handler);
    Connection connection = handler.connection();
    RecordingHandler.onLoop(
        loop, () -> connection.write(ByteBuffer.wrap("hello".getBytes(StandardCharsets.UTF_8))));
    assertThat(RecordingHandler.await(echoed)).isEqualTo("hello");
    assertThat(connection.secure()).isTrue();
  }

  @Test
  void theNameAskedForChoosesTheCertificate() throws Exception {
    TlsIdentity identity =
        authority.identityWithOneCertificateEach("dns:one.example.com", "dns:two.example.com");
    connect(identity, "two.example.com", client);
    assertThat(client.connection().isOpen()).isTrue();
    RecordingHandler other = new RecordingHandler();
    connect(identity, "one.example.com", other);
    assertThat(other.connection().isOpen()).isTrue();
  }

  @Test
  void aCertificateOfAnotherHostIsRefusedAsSuch() throws Exception {
    connect(authority.identityFor("dns:other.example.com"), "live.example.com", client);
    assertThat(client.failure().kind()).isEqualTo(ConnectFailure.Kind.TLS_CERTIFICATE);
    assertThat(client.failure().message())
        .contains("live.example.com:")
        .contains("is for another host");
  }

  @Test
  void anExpiredCertificateIsRefusedAsSuch() throws Exception {
    connect(authority.expiredIdentityFor("dns:live.example.com"), "live.example.com", client);
    assertThat(client.failure().kind()).isEqualTo(ConnectFailure.Kind.TLS_CERTIFICATE);
    assertThat(client.failure().message()).contains("has expired");
  }

  @Test
  void aCertificateOfTheFutureIsRefusedAsSuch() throws Exception {
    connect(authority.earlyIdentityFor("dns:live.example.com"), "live.example.com", client);
    assertThat(client.failure().kind()).isEqualTo(ConnectFailure.Kind.TLS_CERTIFICATE);
    assertThat(client.failure().message()).contains("is not valid yet");
  }

  @Test
  void anUnknownAuthorityIsRefusedAsSuch() throws Exception {
    connect(
        authority.identityFor("dns:live.example.com"),
        "live.example.com",
        client,
        ConnectorOptions.defaults());
    assertThat(client.failure().kind()).isEqualTo(ConnectFailure.Kind.TLS_CERTIFICATE);
    assertThat(client.failure().message()).contains("is not trusted");
    assertThat(client.calls()).isEqualTo("failed");
  }

  private void connect(TlsIdentity identity, String host, ConnectionHandler handler)
      throws Exception {
    connect(identity, host, handler, ConnectorOptions.defaults().withTrust(authority.trust()));
  }

  private void connect(
      TlsIdentity identity, String host, ConnectionHandler handler, ConnectorOptions options)
      throws Exception {
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    Listener listener =
        Listener.open(loop, new InetSocketAddress(loopback, 0), identity, EchoHandler::new);
    Connector connector =
        new Connector(
            options
                .withResolver(name -> List.of(loopback))
                .withConnectTimeout(Duration.ofSeconds(20)));
    connector.connect(loop, new Endpoint(host, listener.localAddress().getPort(), true), handler);
  }
}
