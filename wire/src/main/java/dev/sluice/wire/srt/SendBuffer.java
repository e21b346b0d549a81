package dev.sluice.wire.srt;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The data packets that the peer has not acknowledged, by their number from 0. Holds {@value
 * #MAX_PACKETS} at most; buffers are used again.
 */
final class SendBuffer {
  /** SRT's usual flow window. A power of two. */
  static final int MAX_PACKETS = 8192;

  /** Buffers kept for reuse: a second of a busy stream. */
  private static final int MAX_SPARE = 1024;

  private static final int SEQUENCE_MASK = 0x7FFF_FFFF;
  private static final int HALF = 1 << 30;

  private final int initialSequence;
  private final @Nullable ByteBuffer[] packets = new @Nullable ByteBuffer[MAX_PACKETS];
  private final long[] bornAt = new long[MAX_PACKETS];
  private final long[] againAt = new long[MAX_PACKETS];
  private final boolean[] again = new boolean[MAX_PACKETS];
  private final ArrayDeque<ByteBuffer> spare = new ArrayDeque<>();
  private long first;
  private long next;
  private long bytes;

  SendBuffer(int initialSequence) {
    this.initialSequence = initialSequence;
  }

  /** Packets that are held. */
  int size() {
    return (int) (next - first);
  }

  /** Payload bytes that are held. */
  long bytes() {
    return bytes;
  }

  /** The number of the oldest packet held, or of the next one. */
  long first() {
    return first;
  }

  /** The number of the next packet to be added. */
  long next() {
    return next;
  }

  int sequenceOf(long number) {
    return (int) ((initialSequence + number) & SEQUENCE_MASK);
  }

  /** The number of the packet with this sequence number that is nearest to those held. */
  long numberOf(int sequence) {
    int ahead = (sequence - sequenceOf(first)) & SEQUENCE_MASK;
    return first + (ahead >= HALF ? ahead - (long) SEQUENCE_MASK - 1 : ahead);
  }

  /** An empty buffer for a packet of this capacity, on the heap. */
  ByteBuffer buffer(int capacity) {
    ByteBuffer reused = spare.poll();
    return reused == null ? ByteBuffer.allocate(capacity) : reused.clear();
  }

  /** Adds a packet, header and payload from 0 to its limit. */
  void add(ByteBuffer packet, long nowNanos) {
    int slot = slot(next);
    packets[slot] = packet;
    bornAt[slot] = nowNanos;
    again[slot] = false;
    bytes += packet.limit() - SrtSender.HEADER_BYTES;
    next++;
  }

  /** The packet of this number, or null if it is held no more, or not yet. */
  @Nullable ByteBuffer packet(long number) {
    return number < first || number >= next ? null : packets[slot(number)];
  }

  /** Whether the packet was sent again since a time: then it may still be under way. */
  boolean isSentAgainSince(long number, long nanos) {
    int slot = slot(number);
    return again[slot] && againAt[slot] - nanos > 0;
  }

  void sentAgain(long number, long nowNanos) {
    int slot = slot(number);
    again[slot] = true;
    againAt[slot] = nowNanos;
  }

  /**
   * Lets go of every packet before this one.
   *
   * @return their payload bytes
   */
  long release(long upTo) {
    long before = bytes;
    for (long end = Math.min(upTo, next); first < end; first++) {
      int slot = slot(first);
      ByteBuffer gone = packets[slot];
      packets[slot] = null;
      if (gone != null) {
        bytes -= gone.limit() - SrtSender.HEADER_BYTES;
        if (spare.size() < MAX_SPARE) {
          spare.add(gone);
        }
      }
    }
    return before - bytes;
  }

  /**
   * Lets go of packets that were added before a time: the peer would not play them any more.
   *
   * @return how many
   */
  int releaseOlderThan(long nanos) {
    long upTo = first;
    while (upTo < next && bornAt[slot(upTo)] - nanos < 0) {
      upTo++;
    }
    int count = (int) (upTo - first);
    release(upTo);
    return count;
  }

  private static int slot(long number) {
    return (int) (number & (MAX_PACKETS - 1));
  }
}
