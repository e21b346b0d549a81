package dev.sluice.wire.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransferTest {

  private static final long MEGABYTE = 1L << 20;

  @ParameterizedTest(name = "TLS: {0}")
  @ValueSource(booleans = {false, true})
  void fiftyMegabytesArriveInOrderAtASlowReader(boolean tls) {
    long total = 50 * MEGABYTE;
    try (Loopback net = Loopback.of(tls)) {
      Sender sender = new Sender(total);
      Reader reader = new Reader(sender, total, 300_000);
      net.connect(sender, reader);
      assertThat(reader.awaitAll()).isEqualTo(total);
      net.onClient(
          sender,
          connection -> {
            assertThat(connection.bytesWritten()).isEqualTo(total);
            assertThat(connection.pendingBytes()).isZero();
          });
    }
  }

  @ParameterizedTest(name = "TLS: {0}")
  @ValueSource(booleans = {false, true})
  void whoNeverReadsHoldsUpNobodyElse(boolean tls) {
    long total = 20 * MEGABYTE;
    try (Loopback net = Loopback.of(tls)) {
      Sender toNobody = new Sender(1L << 40);
      RecordingHandler deaf =
          new RecordingHandler() {
            @Override
            public void onConnected(Connection connection) {
              connection.wantRead(false);
              super.onConnected(connection);
            }
          };
      net.connect(toNobody, deaf);
      Sender sender = new Sender(total);
      Reader reader = new Reader(sender, total, Long.MAX_VALUE);
      net.connect(sender, reader);
      assertThat(reader.awaitAll()).isEqualTo(total);
      net.onClient(
          toNobody,
          connection -> {
            assertThat(connection.isOpen()).isTrue();
            // The kernel's buffers of both sides, and at most one batch of ours.
            assertThat(toNobody.sent()).isBetween(1L, 16 * MEGABYTE);
            assertThat(connection.pendingBytes()).isLessThan(60_000);
          });
    }
  }

  @ParameterizedTest(name = "TLS: {0}")
  @ValueSource(booleans = {false, true})
  void whatWasTakenBeforeAGracefulCloseArrives(boolean tls) {
    long total = 5 * MEGABYTE;
    try (Loopback net = Loopback.of(tls)) {
      Sender sender =
          new Sender(total) {
            @Override
            void done(Connection connection) {
              connection.close(Duration.ofSeconds(30));
            }
          };
      Reader reader = new Reader(sender, total, 100_000);
      net.connect(sender, reader);
      assertThat(reader.awaitAll()).isEqualTo(total);
      assertThat(reader.closeReason().kind()).isEqualTo(CloseReason.Kind.REMOTE_CLOSED);
      assertThat(sender.closeReason().kind()).isEqualTo(CloseReason.Kind.LOCAL_CLOSED);
    }
  }

  @ParameterizedTest(name = "TLS: {0}")
  @ValueSource(booleans = {false, true})
  void unacknowledgedBytesAreThoseThePeerHasNotTaken(boolean tls) {
    assertThat(UnackedBytes.available()).isTrue();
    try (Loopback net = Loopback.of(tls)) {
      CompletableFuture<Connection> paused = new CompletableFuture<>();
      Sender sender = new Sender(1L << 40);
      RecordingHandler server =
          new RecordingHandler() {
            @Override
            public void onConnected(Connection connection) {
              connection.wantRead(false);
              paused.complete(connection);
              super.onConnected(connection);
            }
          };
      net.connect(sender, server);
      Awaitility.await().until(() -> unacked(net, sender) > 100_000);
      net.onClient(sender, connection -> connection.wantWrite(false));
      net.serverLoop.execute(() -> RecordingHandler.await(paused).wantRead(true));
      Awaitility.await().until(() -> unacked(net, sender) == 0);
    }
  }

  /** Or a target that takes in nothing would seem to, by as much as waits inside. */
  @Test
  void recordsThatWaitInsideAreNotAcknowledged() {
    try (Loopback net = Loopback.of(/* tls= */ true)) {
      RecordingHandler client = new RecordingHandler();
      RecordingHandler deaf =
          new RecordingHandler() {
            @Override
            public void onConnected(Connection connection) {
              connection.wantRead(false);
              super.onConnected(connection);
            }
          };
      net.connect(client, deaf);
      net.onClient(
          client,
          connection -> {
            while (connection.pendingBytes() == 0) {
              connection.write(ByteBuffer.allocate((int) (4 * MEGABYTE)));
            }
            long kernel = UnackedBytes.of(((SocketConnection) connection).channel()).orElseThrow();
            assertThat(connection.unackedBytes()).hasValue(kernel + connection.pendingBytes());
          });
    }
  }

  private static long unacked(Loopback net, RecordingHandler handler) {
    return RecordingHandler.onLoop(
        net.clientLoop, () -> handler.connection().unackedBytes().orElse(-1));
  }
}
