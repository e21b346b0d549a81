package dev.sluice.wire.rtmp;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Bytes waiting to be polled. Grows as needed; who appends checks {@link #size} against a bound.
 */
final class OutgoingBytes {
  private static final int FIRST_ALLOCATION = 4_096;

  private @Nullable ByteBuffer buffer;

  /** A big-endian buffer to append to, with room for this many bytes. */
  ByteBuffer room(int bytes) {
    ByteBuffer current = buffer;
    if (current == null) {
      current = ByteBuffer.allocate(Math.max(FIRST_ALLOCATION, bytes));
    } else if (current.remaining() < bytes) {
      int wanted = Math.max(current.position() + bytes, current.capacity() * 2);
      current = ByteBuffer.allocate(wanted).put(current.flip());
    }
    buffer = current;
    return current;
  }

  int size() {
    ByteBuffer current = buffer;
    return current == null ? 0 : current.position();
  }

  /** Hands over all that is waiting; null when nothing is. */
  @Nullable ByteBuffer poll() {
    ByteBuffer current = buffer;
    if (current == null || current.position() == 0) {
      return null;
    }
    buffer = null;
    return current.flip();
  }
}
