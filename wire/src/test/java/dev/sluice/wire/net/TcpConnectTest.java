package dev.sluice.wire.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TcpConnectTest {

  private static final InetAddress IPV4 = InetAddress.ofLiteral("127.0.0.1");
  private static final InetAddress IPV6 = InetAddress.ofLiteral("::1");

  private final EventLoop loop = EventLoop.start("test-loop");
  private final RecordingHandler client = new RecordingHandler();

  @AfterEach
  void stop() {
    loop.close();
  }

  @Test
  void aClosedPortIsRefused() throws Exception {
    int port = freePort();
    connect(ConnectorOptions.defaults(), "127.0.0.1", port);
    assertThat(client.failure().kind()).isEqualTo(ConnectFailure.Kind.CONNECT_REFUSED);
    assertThat(client.failure().message()).startsWith("127.0.0.1:" + port + " refused");
    assertThat(client.calls()).isEqualTo("failed");
  }

  @Test
  void aHostThatDoesNotAnswerTimesOut() throws Exception {
    try (BlackHole hole = new BlackHole(IPV4, 0)) {
      connect(
          ConnectorOptions.defaults().withConnectTimeout(Duration.ofMillis(300)),
          "127.0.0.1",
          hole.port());
      assertThat(client.failure().kind()).isEqualTo(ConnectFailure.Kind.CONNECT_TIMEOUT);
      assertThat(client.calls()).isEqualTo("failed");
    }
  }

  @Test
  void aHostWithASilentIpv6AndAGoodIpv4ConnectsAtTheFirstAttempt() throws Exception {
    try (Listener listener = listen(IPV4);
        BlackHole hole = new BlackHole(IPV6, listener.localAddress().getPort())) {
      connect(
          ConnectorOptions.defaults().withResolver(host -> List.of(IPV6, IPV4)),
          "two.example.com",
          hole.port());
      assertThat(client.connection().remoteAddress().getAddress()).isEqualTo(IPV4);
      assertThat(client.calls()).isEqualTo("connected");
    }
  }

  @Test
  void aHostWithAClosedIpv6AndAGoodIpv4ConnectsWithoutWaitingForTheHeadStart() throws Exception {
    ConnectorOptions defaults = ConnectorOptions.defaults();
    ConnectorOptions longHeadStart =
        new ConnectorOptions(
            host -> List.of(IPV6, IPV4),
            defaults.addressAllowed(),
            defaults.trust(),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            defaults.sendBufferBytes());
    try (Listener listener = listen(IPV4)) {
      connect(longHeadStart, "two.example.com", listener.localAddress().getPort());
      assertThat(client.connection().remoteAddress().getAddress()).isEqualTo(IPV4);
    }
  }

  @Test
  void aForbiddenAddressIsNeverConnectedTo() throws Exception {
    try (Listener listener = listen(IPV4)) {
      connect(
          ConnectorOptions.defaults().withAddressAllowed(address -> !address.isLoopbackAddress()),
          "127.0.0.1",
          listener.localAddress().getPort());
      assertThat(client.failure().kind()).isEqualTo(ConnectFailure.Kind.ADDRESS_FORBIDDEN);
    }
  }

  @Test
  void anAllowedAddressIsTakenWhenAnotherOfTheHostIsForbidden() throws Exception {
    try (Listener listener = listen(IPV4)) {
      connect(
          ConnectorOptions.defaults()
              .withResolver(host -> List.of(IPV6, IPV4))
              .withAddressAllowed(IPV4::equals),
          "two.example.com",
          listener.localAddress().getPort());
      assertThat(client.connection().remoteAddress().getAddress()).isEqualTo(IPV4);
    }
  }

  @Test
  void anUnknownHostFailsAsDns() throws Exception {
    connect(
        ConnectorOptions.defaults()
            .withResolver(
                host -> {
                  throw new UnknownHostException(host);
                }),
        "nowhere.example.com",
        1935);
    assertThat(client.failure())
        .isEqualTo(
            new ConnectFailure(
                ConnectFailure.Kind.DNS, "the host nowhere.example.com is not known"));
  }

  @Test
  void aResolverThatHangsFailsAsDnsAndHoldsUpNoOtherConnect() throws Exception {
    CountDownLatch hang = new CountDownLatch(1);
    HostResolver resolver =
        host -> {
          if (host.startsWith("slow")) {
            awaitUninterrupted(hang);
          }
          return List.of(IPV4);
        };
    ConnectorOptions options =
        ConnectorOptions.defaults()
            .withResolver(resolver)
            .withResolveTimeout(Duration.ofMillis(500));
    RecordingHandler slow = new RecordingHandler();
    try (Listener listener = listen(IPV4);
        Connector connector = new Connector(options)) {
      int port = listener.localAddress().getPort();
      connector.connect(loop, new Endpoint("slow.example.com", port, false), slow);
      connector.connect(loop, new Endpoint("fast.example.com", port, false), client);
      assertThat(client.connection().isOpen()).isTrue();
      assertThat(slow.failure().kind()).isEqualTo(ConnectFailure.Kind.DNS);
      hang.countDown();
    }
  }

  @Test
  void aCancelledConnectSaysNothing() throws Exception {
    try (BlackHole hole = new BlackHole(IPV4, 0);
        Connector connector =
            new Connector(ConnectorOptions.defaults().withConnectTimeout(Duration.ofMillis(200)))) {
      Cancellable attempt =
          connector.connect(loop, new Endpoint("127.0.0.1", hole.port(), false), client);
      attempt.cancel();
      CountDownLatch later = new CountDownLatch(1);
      loop.schedule(Duration.ofMillis(400), later::countDown);
      assertThat(later.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(client.calls()).isEmpty();
    }
  }

  @Test
  void theLoopsEndIsToldToWhomIsConnecting() throws Exception {
    try (BlackHole hole = new BlackHole(IPV4, 0)) {
      connect(ConnectorOptions.defaults(), "127.0.0.1", hole.port());
      RecordingHandler.onLoop(loop, () -> true);
      loop.close();
      assertThat(client.failure().kind()).isEqualTo(ConnectFailure.Kind.INTERNAL);
    }
  }

  private void connect(ConnectorOptions options, String host, int port) {
    new Connector(options).connect(loop, new Endpoint(host, port, false), client);
  }

  private Listener listen(InetAddress address) throws IOException {
    return Listener.open(loop, new InetSocketAddress(address, 0), null, EchoHandler::new);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, IPV4)) {
      return socket.getLocalPort();
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
