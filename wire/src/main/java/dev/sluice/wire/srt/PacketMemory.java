package dev.sluice.wire.srt;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Buffers for one connection's packets, outside of the heap: while a network is away, those of all
 * targets together would fill it. Used again and again, and given back at once when closed.
 */
final class PacketMemory implements AutoCloseable {
  private static final int PACKET_BYTES = SrtSender.HEADER_BYTES + SrtSender.PAYLOAD_BYTES;

  /** Asked for at once: a tenth of a second of a busy stream. */
  private static final int SLAB_PACKETS = 64;

  private final Arena arena = Arena.ofShared();
  private final ArrayDeque<ByteBuffer> spare = new ArrayDeque<>();

  /** An empty buffer with room for a whole packet. */
  ByteBuffer take() {
    if (spare.isEmpty()) {
      ByteBuffer slab = arena.allocate((long) SLAB_PACKETS * PACKET_BYTES, 64).asByteBuffer();
      for (int i = 0; i < SLAB_PACKETS; i++) {
        spare.add(slab.slice(i * PACKET_BYTES, PACKET_BYTES));
      }
    }
    return spare.remove().clear();
  }

  /** A buffer that is needed no more. The one that was used last is taken first. */
  void giveBack(ByteBuffer packet) {
    spare.addFirst(packet);
  }

  /** No buffer may be used any more. Closing again has no effect. */
  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}
