package dev.sluice.wire.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class OutgoingWriterTest {

  /** More than the kernel's buffers of both sides hold. */
  private static final int TOTAL = 24 << 20;

  private final byte[] said = new byte[TOTAL];
  private final Queue<ByteBuffer> waiting = new ArrayDeque<>();
  private final OutgoingWriter writer = new OutgoingWriter(waiting::poll);

  @Test
  void whatThePeerHasNoRoomForFollowsInOrderOnceItReads() {
    say();
    Speaker speaker = new Speaker();
    Listening listener = new Listening();
    try (Loopback net = Loopback.of(false)) {
      net.connect(speaker, listener);
      net.onClient(
          speaker,
          connection -> {
            assertThat(writer.flush(connection)).isFalse();
            assertThat(connection.bytesWritten()).isBetween(1L, TOTAL - 1L);
          });

      net.serverLoop.execute(() -> listener.connection().wantRead(true));

      assertThat(RecordingHandler.await(listener.heard)).isEqualTo(said);
      assertThat(RecordingHandler.await(speaker.done)).isTrue();
    }
  }

  @Test
  void aConnectionThatIsOverIsOfferedNothing() {
    say();
    Speaker speaker = new Speaker();
    try (Loopback net = Loopback.of(false)) {
      net.connect(speaker, new Listening());
      int before = waiting.size();
      net.onClient(
          speaker,
          connection -> {
            connection.abort();
            assertThat(writer.flush(connection)).isFalse();
            assertThat(waiting).hasSize(before);
          });
    }
  }

  /** In pieces of uneven sizes. */
  private void say() {
    Random random = new Random(3);
    random.nextBytes(said);
    for (int at = 0; at < TOTAL; ) {
      int length = Math.min(TOTAL - at, 1 + random.nextInt(100_000));
      waiting.add(ByteBuffer.wrap(said, at, length));
      at += length;
    }
  }

  private final class Speaker extends RecordingHandler {
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();

    @Override
    public void onWritable(Connection connection) {
      if (writer.flush(connection)) {
        boolean _ = done.complete(true);
      }
    }
  }

  /** Deaf, until it is told to read. */
  private static final class Listening extends RecordingHandler {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> heard = new CompletableFuture<>();

    @Override
    public void onConnected(Connection connection) {
      connection.wantRead(false);
      super.onConnected(connection);
    }

    @Override
    public void onReadable(Connection connection, ByteBuffer in) {
      byte[] part = new byte[in.remaining()];
      in.get(part);
      bytes.writeBytes(part);
      if (bytes.size() == TOTAL) {
        boolean _ = heard.complete(bytes.toByteArray());
      }
    }
  }
}
