package dev.sluice.wire.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways a connection ends, and what each side is told; over TCP and TLS alike. */
class ConnectionEndTest {

  private final RecordingHandler client = new RecordingHandler();
  private final RecordingHandler server = new RecordingHandler();

  @ParameterizedTest(name = "TLS: {0}")
  @ValueSource(booleans = {false, true})
  void anAbortIsAResetToThePeer(boolean tls) {
    try (Loopback net = Loopback.of(tls)) {
      net.connect(client, server);
      net.onClient(client, Connection::abort);
      assertThat(client.closeReason().kind()).isEqualTo(CloseReason.Kind.LOCAL_ABORTED);
      assertThat(server.closeReason().kind()).isEqualTo(CloseReason.Kind.REMOTE_RESET);
    }
  }

  @ParameterizedTest(name = "TLS: {0}")
  @ValueSource(booleans = {false, true})
  void thePeersCloseIsTold(boolean tls) {
    try (Loopback net = Loopback.of(tls)) {
      net.connect(client, server);
      net.serverLoop.execute(() -> server.connection().close(Duration.ofSeconds(30)));
      assertThat(client.closeReason().kind()).isEqualTo(CloseReason.Kind.REMOTE_CLOSED);
      assertThat(server.closeReason().kind()).isEqualTo(CloseReason.Kind.LOCAL_CLOSED);
    }
  }

  @ParameterizedTest(name = "TLS: {0}")
  @ValueSource(booleans = {false, true})
  void aPeerThatDoesNotCloseIsResetAtTheDeadline(boolean tls) {
    try (Loopback net = Loopback.of(tls)) {
      net.connect(client, server);
      net.serverLoop.execute(() -> server.connection().wantRead(false));
      RecordingHandler.onLoop(net.serverLoop, () -> true);
      net.onClient(client, connection -> connection.close(Duration.ofMillis(100)));
      assertThat(client.closeReason().kind()).isEqualTo(CloseReason.Kind.LOCAL_ABORTED);
      assertThat(client.closeReason().message()).contains("did not close in time");
      net.serverLoop.execute(() -> server.connection().wantRead(true));
      assertThat(server.closeReason().kind()).isNotNull();
    }
  }

  @ParameterizedTest(name = "TLS: {0}")
  @ValueSource(booleans = {false, true})
  void closingInEveryWayAtOnceIsToldOnce(boolean tls) {
    try (Loopback net = Loopback.of(tls)) {
      net.connect(client, server);
      net.onClient(
          client,
          connection -> {
            connection.close(Duration.ofSeconds(30));
            connection.close(Duration.ofSeconds(30));
            connection.abort();
            connection.abort();
            assertThat(connection.write(ByteBuffer.allocate(10))).isZero();
            connection.wantWrite(true);
            connection.wantRead(true);
            // Told from the loop, never from within a call.
            assertThat(client.calls()).isEqualTo("connected");
          });
      client.closeReason();
      server.closeReason();
      RecordingHandler.onLoop(net.clientLoop, () -> true);
      assertThat(client.calls()).isEqualTo("connected closed");
      assertThat(server.calls()).isEqualTo("connected closed");
    }
  }

  @ParameterizedTest(name = "TLS: {0}")
  @ValueSource(booleans = {false, true})
  void bothSidesCloseAtTheSameTime(boolean tls) {
    try (Loopback net = Loopback.of(tls)) {
      net.connect(client, server);
      net.serverLoop.execute(() -> server.connection().close(Duration.ofSeconds(30)));
      net.clientLoop.execute(() -> client.connection().close(Duration.ofSeconds(30)));
      assertThat(client.closeReason().kind())
          .isIn(CloseReason.Kind.LOCAL_CLOSED, CloseReason.Kind.REMOTE_CLOSED);
      assertThat(server.closeReason().kind())
          .isIn(CloseReason.Kind.LOCAL_CLOSED, CloseReason.Kind.REMOTE_CLOSED);
    }
  }

  @ParameterizedTest(name = "TLS: {0}")
  @ValueSource(booleans = {false, true})
  void aHandlerThatThrowsEndsItsOwnConnectionAlone(boolean tls) {
    try (Loopback net = Loopback.of(tls)) {
      RecordingHandler faulty =
          new RecordingHandler() {
            @Override
            public void onReadable(Connection connection, ByteBuffer bytes) {
              throw new IllegalStateException("a fault of the test's making");
            }
          };
      net.connect(client, server);
      RecordingHandler otherClient = new RecordingHandler();
      net.connect(otherClient, faulty);
      net.onClient(otherClient, connection -> connection.write(ByteBuffer.allocate(10)));
      assertThat(faulty.closeReason().kind()).isEqualTo(CloseReason.Kind.INTERNAL);
      assertThat(otherClient.closeReason().kind()).isEqualTo(CloseReason.Kind.REMOTE_RESET);
      assertThat(RecordingHandler.onLoop(net.serverLoop, () -> server.connection().isOpen()))
          .isTrue();
    }
  }

  @ParameterizedTest(name = "TLS: {0}")
  @ValueSource(booleans = {false, true})
  void aHandlerMayEndTheConnectionInAnyOfItsCalls(boolean tls) {
    try (Loopback net = Loopback.of(tls)) {
      assertThat(endedIn(net, Connection::abort).kind()).isEqualTo(CloseReason.Kind.LOCAL_ABORTED);
      assertThat(endedIn(net, connection -> connection.close(Duration.ofSeconds(30))).kind())
          .isEqualTo(CloseReason.Kind.LOCAL_CLOSED);
    }
  }

  /** Ends the client's connection as soon as it is connected. */
  private static CloseReason endedIn(Loopback net, Consumer<Connection> end) {
    RecordingHandler ending =
        new RecordingHandler() {
          @Override
          public void onConnected(Connection connection) {
            super.onConnected(connection);
            end.accept(connection);
          }
        };
    net.connect(net.listen(EchoHandler::new), ending);
    CloseReason reason = ending.closeReason();
    assertThat(ending.calls()).isEqualTo("connected closed");
    return reason;
  }

  @ParameterizedTest(name = "TLS: {0}")
  @ValueSource(booleans = {false, true})
  void theLoopsEndIsToldToEveryConnection(boolean tls) {
    try (Loopback net = Loopback.of(tls)) {
      net.connect(client, server);
      net.clientLoop.close();
      assertThat(client.closeReason().kind()).isEqualTo(CloseReason.Kind.LOCAL_ABORTED);
      assertThat(server.closeReason().kind()).isEqualTo(CloseReason.Kind.REMOTE_RESET);
    }
  }
}
