package dev.sluice.wire.net;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Checks every byte against what the sender has sent, and may take its time. */
final class Reader extends RecordingHandler {

  private final Sender sender;
  private final long total;
  private final long pauseEveryBytes;
  private final CompletableFuture<Long> done = new CompletableFuture<>();
  private long received;
  private long sincePause;

  /** Pauses for a millisecond whenever so many bytes have come. */
  Reader(Sender sender, long total, long pauseEveryBytes) {
    this.sender = sender;
    this.total = total;
    this.pauseEveryBytes = pauseEveryBytes;
  }

  /** Waits until all bytes are there; the future of a wrong byte fails. */
  long awaitAll() {
    return await(done);
  }

  @Override
  public void onReadable(Connection connection, ByteBuffer bytes) {
    sincePause += bytes.remaining();
    while (bytes.hasRemaining()) {
      if (bytes.get() != sender.byteAt(received)) {
        done.completeExceptionally(new AssertionError("wrong byte at " + received));
      }
      received++;
    }
    if (received == total) {
      done.complete(received);
    }
    if (sincePause >= pauseEveryBytes) {
      sincePause = 0;
      connection.wantRead(false);
      connection.loop().schedule(Duration.ofMillis(1), () -> connection.wantRead(true));
    }
  }

  @Override
  public void onClosed(Connection connection, CloseReason reason) {
    super.onClosed(connection, reason);
    done.completeExceptionally(new AssertionError("closed after " + received + " bytes"));
  }
}
