package dev.sluice.wire.srt;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The data packets that the peer has not acknowledged, by their number from 0. Holds {@value
 * #MAX_PACKETS} at most.
 */
final class SendBuffer implements AutoCloseable {
  /** SRT's usual flow window. A power of two. */
  static final int MAX_PACKETS = 8192;

  private static final int SEQUENCE_MASK = 0x7FFF_FFFF;
  private static final int HALF = 1 << 30;

  private final int initialSequence;
  private final long latencyNanos;
  private final @Nullable ByteBuffer[] packets = new @Nullable ByteBuffer[MAX_PACKETS];
  private final long[] bornAt = new long[MAX_PACKETS];
  private final long[] againAt = new long[MAX_PACKETS];
  private final boolean[] again = new boolean[MAX_PACKETS];
  private final byte[] frames = new byte[MAX_PACKETS];
  private final MissedFrames missed = new MissedFrames();
  private final PacketMemory memory = new PacketMemory();
  private long first;
  private long next;
  private long bytes;

  SendBuffer(int initialSequence, Duration latency) {
    this.initialSequence = initialSequence;
    this.latencyNanos = latency.toNanos();
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

  /** An empty buffer for a packet, to be added. */
  ByteBuffer buffer() {
    return memory.take();
  }

  /** Frames that the peer has missed a packet of. */
  long missedFrames() {
    return missed.count();
  }

  /**
   * Adds a packet, header and payload from 0 to its limit.
   *
   * @param framesMark what it carries of frames: see {@link MissedFrames#mark}
   */
  void add(ByteBuffer packet, byte framesMark, long nowNanos) {
    int slot = slot(next);
    packets[slot] = packet;
    bornAt[slot] = nowNanos;
    again[slot] = false;
    frames[slot] = framesMark;
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
   * Lets go of every packet before this one: the peer has it, or goes on without it.
   *
   * <p>Which of the two, an acknowledgement does not say: see {@link #isPassedOver}.
   *
   * @param seenAt when a packet was sent that arrived as the acknowledgement left
   * @return their payload bytes
   */
  long release(long upTo, long seenAt) {
    long before = bytes;
    long end = Math.min(upTo, next);
    long had = first;
    while (first < end) {
      had = had > first ? had : nextNotReported(end - 1);
      letGo(had > first && isPassedOver(had, seenAt));
    }
    return before - bytes;
  }

  /**
   * Whether the peer has gone on without the oldest packet, which it had reported missing. It does
   * so when the next one that it has is due. So the packet has arrived if it is acknowledged before
   * that, or right after it was sent again, unless that was too late as well.
   */
  private boolean isPassedOver(long had, long seenAt) {
    long dueAt = bornAt[slot(had)] + latencyNanos;
    long sentAt = againAt[slot(first)];
    return seenAt - dueAt >= 0
        && (sentAt - dueAt > 0 || seenAt - sentAt > SrtSender.ACK_PATIENCE_NANOS);
  }

  /** The oldest packet, or one after it, that was not reported missing; the last at the latest. */
  private long nextNotReported(long last) {
    long number = first;
    while (number < last && again[slot(number)]) {
      number++;
    }
    return number;
  }

  private void letGo(boolean isMissed) {
    int slot = slot(first);
    ByteBuffer gone = packets[slot];
    packets[slot] = null;
    missed.packet(frames[slot], isMissed);
    first++;
    if (gone != null) {
      bytes -= gone.limit() - SrtSender.HEADER_BYTES;
      memory.giveBack(gone);
    }
  }

  /** Lets go of packets that were added before a time: the peer would not play them any more. */
  void releaseOlderThan(long nanos) {
    while (first < next && bornAt[slot(first)] - nanos < 0) {
      letGo(true);
    }
  }

  /** Gives the packets' memory back: none may be read or added any more. */
  @Override
  public void close() {
    memory.close();
  }

  private static int slot(long number) {
    return (int) (number & (MAX_PACKETS - 1));
  }
}
