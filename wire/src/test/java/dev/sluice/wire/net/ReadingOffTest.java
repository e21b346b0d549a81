package dev.sluice.wire.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who wants to read no more, or has ended the connection, is handed nothing more. */
class ReadingOffTest {

  @ParameterizedTest(name = "TLS: {0}")
  @ValueSource(booleans = {false, true})
  void readingSwitchedOffForWantOfRoomIsOffAtOnce(boolean tls) {
    try (Loopback net = Loopback.of(tls)) {
      Counting client =
          new Counting(connection -> {}) {
            @Override
            public void onWritable(Connection connection) {
              connection.wantWrite(false);
              connection.wantRead(false);
            }
          };
      RecordingHandler server = new RecordingHandler();
      net.connect(client, server);
      // Room and input are told in the same turn of the loop.
      net.onClient(
          client,
          connection -> {
            send(net, server, 1);
            connection.wantWrite(true);
          });
      awaitTurn(net);
      assertThat(client.read).isZero();
      net.onClient(client, connection -> connection.wantRead(true));
      Awaitility.await().until(() -> client.read == 1);
    }
  }

  @Test
  void recordsThatCameBeforeReadingWasOffAreHandedOnWhenItIsOnAgain() {
    try (Loopback net = Loopback.of(/* tls= */ true)) {
      Counting client = new Counting(connection -> connection.wantRead(false));
      RecordingHandler server = new RecordingHandler();
      net.connect(client, server);
      net.onClient(client, connection -> send(net, server, 3));
      for (int records = 1; records <= 3; records++) {
        int due = records;
        Awaitility.await().until(() -> client.read >= due);
        awaitTurn(net);
        assertThat(client.read).isEqualTo(due);
        net.onClient(client, connection -> connection.wantRead(true));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ends")
  void recordsThatCameBeforeTheEndAreDropped(Consumer<Connection> end) {
    try (Loopback net = Loopback.of(/* tls= */ true)) {
      Counting client = new Counting(end);
      RecordingHandler server = new RecordingHandler();
      net.connect(client, server);
      net.onClient(client, connection -> send(net, server, 3));
      assertThat(client.closeReason().kind())
          .isIn(CloseReason.Kind.LOCAL_ABORTED, CloseReason.Kind.LOCAL_CLOSED);
      assertThat(client.read).isEqualTo(1);
    }
  }

  static Stream<Consumer<Connection>> ends() {
    return Stream.of(Connection::abort, connection -> connection.close(Duration.ofSeconds(20)));
  }

  /** Sends so many bytes, over TLS each in a record of its own. */
  private static void send(Loopback net, RecordingHandler from, int bytes) {
    Connection connection = from.connection();
    RecordingHandler.onLoop(
        net.serverLoop,
        () -> {
          for (int i = 0; i < bytes; i++) {
            connection.write(ByteBuffer.allocate(1));
          }
          return true;
        });
  }

  /** Waits until the client's loop has looked at its sockets. */
  private static void awaitTurn(Loopback net) {
    for (int i = 0; i < 2; i++) {
      RecordingHandler.onLoop(net.clientLoop, () -> true);
    }
  }

  /** Counts the bytes it is handed, and does something at each call. */
  private static class Counting extends RecordingHandler {
    private final Consumer<Connection> action;
    volatile int read;

    Counting(Consumer<Connection> action) {
      this.action = action;
    }

    @Override
    public void onReadable(Connection connection, ByteBuffer bytes) {
      read = (int) connection.bytesRead();
      action.accept(connection);
    }
  }
}
