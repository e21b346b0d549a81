package dev.sluice.wire.net;

import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a session has to say to its connection, in order, as far as the peer has room; what
 * is left waits for {@link ConnectionHandler#onWritable}. Not thread-safe: on the connection's
 * loop.
 */
public final class OutgoingWriter {
  private final Supplier<? extends @Nullable ByteBuffer> outgoing;
  private @Nullable ByteBuffer waiting;

  /**
   * A writer that has nothing yet.
   *
   * @param outgoing the next bytes to send, the writer's from then on; null when there are none
   */
  public OutgoingWriter(Supplier<? extends @Nullable ByteBuffer> outgoing) {
    this.outgoing = outgoing;
  }

  /**
   * Writes, and has the connection tell of room as long as there is more; to be called when it
   * does, and whenever the session may have something to say. Takes nothing for a connection that
   * is closing or broken.
   *
   * @return whether everything was taken
   */
  public boolean flush(Connection to) {
    if (!to.isOpen()) {
      return false;
    }
    while (waiting != null || (waiting = outgoing.get()) != null) {
      boolean _ = to.write(waiting) > 0;
      if (waiting.hasRemaining()) {
        to.wantWrite(true);
        return false;
      }
      waiting = null;
    }
    to.wantWrite(false);
    return true;
  }
}
