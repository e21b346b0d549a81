package dev.sluice.push.fanout;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;

/**
 * A piece of a ring's memory, outside the heap and given back at once when closed.
 *
 * <p>Two views, one per thread, so that neither moves the other's position.
 */
final class Segment implements AutoCloseable {
  static final int SHIFT = 18;
  static final int BYTES = 1 << SHIFT;

  private final Arena arena = Arena.ofShared();
  private final ByteBuffer writer = arena.allocate(BYTES, 64).asByteBuffer();
  private final ByteBuffer reader = writer.asReadOnlyBuffer();

  /** The source thread's view. */
  ByteBuffer writer() {
    return writer;
  }

  /** The event loop's view: used within one call, and set anew by each. */
  ByteBuffer reader() {
    return reader;
  }

  @Override
  public void close() {
    arena.close();
  }
}
