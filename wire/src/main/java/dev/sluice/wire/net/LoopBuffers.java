package dev.sluice.wire.net;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Scratch buffers of one loop, used within one callback and never across two, so that a connection
 * that keeps up owns no buffer at all. Confined to the loop's thread.
 */
final class LoopBuffers {

  private static final int READ_BYTES = 64 * 1024;

  private @Nullable ByteBuffer read;

  /** What a socket is read into: direct, cleared. */
  ByteBuffer read() {
    if (read == null) {
      read = ByteBuffer.allocateDirect(READ_BYTES);
    }
    return read.clear();
  }
}
