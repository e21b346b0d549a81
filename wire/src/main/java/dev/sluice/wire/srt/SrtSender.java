package dev.sluice.wire.srt;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The sending side of a live SRT connection (draft-sharabayko-srt, sections 4.4 to 4.8), without
 * the socket: payloads and the peer's datagrams go in, datagrams come out. Sends again what the
 * peer misses, drops what would come too late, keeps the connection alive while there is nothing to
 * send. Not thread-safe: one thread at a time.
 */
public final class SrtSender implements AutoCloseable {
  /** Payload of one packet: seven packets of MPEG-TS. */
  public static final int PAYLOAD_BYTES = 1316;

  static final int HEADER_BYTES = 16;

  private static final int SINGLE_MESSAGE = 0xC000_0000;
  private static final int EVEN_KEY = 1 << 27;
  private static final int RETRANSMITTED = 1 << 26;
  private static final int MAX_MESSAGE = (1 << 26) - 1;
  private static final int RANGE = 0x8000_0000;
  private static final int ACK_BUFFER_AT = 12;
  private static final long KEEPALIVE_NANOS = 1_000_000_000L;
  private static final long SILENCE_NANOS = 5_000_000_000L;

  /** Twice the time between two acknowledgements: after it, and the way, there should be one. */
  static final long ACK_PATIENCE_NANOS = 20_000_000L;

  /** What is older than this is dropped at the earliest, as libsrt has it. */
  private static final Duration LEAST_DROP_DELAY = Duration.ofMillis(1020);

  private final SrtLink link;
  private final LongSupplier nanoTime;
  private final SrtSenderListener listener;
  private final SendBuffer buffer;
  private final @Nullable PacketCipher cipher;
  private final long dropAfterNanos;
  private int message = 1;
  private int window = SendBuffer.MAX_PACKETS;
  private long rttNanos = 100_000_000L;
  private long heardAt;
  private long spokeAt;
  private long ackedBytes;
  private @Nullable ByteBuffer open;
  private boolean ended;
  private long newestAt;

  public SrtSender(SrtLink link, LongSupplier nanoTime, SrtSenderListener listener) {
    this.link = link;
    this.nanoTime = nanoTime;
    this.listener = listener;
    KeyMaterial key = link.key();
    this.cipher = key == null ? null : new PacketCipher(key);
    this.buffer = new SendBuffer(link.initialSequence(), link.latency());
    Duration late = link.latency().plus(link.latency().dividedBy(4));
    this.dropAfterNanos =
        (late.compareTo(LEAST_DROP_DELAY) > 0 ? late : LEAST_DROP_DELAY).toNanos();
    heardAt = nanoTime.getAsLong();
    spokeAt = heardAt;
  }

  /** Whether the peer's buffer has room for another packet. */
  public boolean hasRoom() {
    return !ended && buffer.size() < window;
  }

  /**
   * Where to put the next payload: room for {@link #PAYLOAD_BYTES}. Then {@link #commit}. Only when
   * {@link #hasRoom}.
   */
  public ByteBuffer payload() {
    ByteBuffer packet = open == null ? buffer.buffer() : open;
    open = packet;
    return packet.clear().position(HEADER_BYTES);
  }

  /**
   * Sends what was put into {@link #payload} up to its position; nothing, if nothing was.
   *
   * @param goesOn whether it goes on with a video frame that an earlier payload began
   * @param framesBegun video frames that begin in it
   */
  public void commit(boolean goesOn, int framesBegun) {
    ByteBuffer packet = open;
    if (packet == null || packet.position() == HEADER_BYTES) {
      return;
    }
    open = null;
    packet.flip();
    int sequence = buffer.sequenceOf(buffer.next());
    packet.putInt(0, sequence);
    packet.putInt(4, SINGLE_MESSAGE | (cipher == null ? 0 : EVEN_KEY) | message);
    packet.putInt(8, micros());
    packet.putInt(12, link.peerSocketId());
    message = message == MAX_MESSAGE ? 1 : message + 1;
    if (cipher != null) {
      cipher.encrypt(sequence, packet, HEADER_BYTES);
    }
    newestAt = nanoTime.getAsLong();
    buffer.add(packet, MissedFrames.mark(goesOn, framesBegun), newestAt);
    transmit(packet.duplicate());
  }

  /** Takes a datagram of the peer's; never throws for what it says. */
  public void received(ByteBuffer datagram) {
    if (ended
        || datagram.remaining() < HEADER_BYTES
        || datagram.getInt(datagram.position() + 12) != link.socketId()) {
      return;
    }
    heardAt = nanoTime.getAsLong();
    int type = ControlPacket.type(datagram);
    int info = datagram.getInt(datagram.position() + 4);
    ByteBuffer body = datagram.position(datagram.position() + HEADER_BYTES).slice();
    switch (type) {
      case ControlPacket.ACK -> acknowledged(info, body);
      case ControlPacket.NAK -> missed(body);
      case ControlPacket.SHUTDOWN -> end(SrtEnd.CLOSED_BY_PEER);
      default -> {} // keep-alives say what they have to by coming
    }
  }

  /** Time has passed: call several times a second. */
  public void tick() {
    long now = nanoTime.getAsLong();
    if (ended) {
      return;
    }
    if (now - heardAt >= SILENCE_NANOS) {
      end(SrtEnd.SILENT);
      return;
    }
    buffer.releaseOlderThan(now - dropAfterNanos);
    remindOfTheLast(now - rttNanos - ACK_PATIENCE_NANOS);
    if (now - spokeAt >= KEEPALIVE_NANOS) {
      transmit(ControlPacket.of(ControlPacket.KEEPALIVE, 0, micros(), link.peerSocketId()));
    }
  }

  /** No packet follows the last one by which its receiver could tell that it is missing. */
  private void remindOfTheLast(long sentBefore) {
    long last = buffer.next() - 1;
    if (buffer.size() > 0
        && newestAt - sentBefore < 0
        && !buffer.isSentAgainSince(last, sentBefore)) {
      sendAgain(last, last);
    }
  }

  /**
   * Says good-bye, unless it has ended, and gives the packets' memory back. Nothing is sent any
   * more; what was counted can still be asked for. Closing again has no effect.
   */
  @Override
  public void close() {
    if (!ended) {
      ended = true;
      transmit(ControlPacket.of(ControlPacket.SHUTDOWN, 0, micros(), link.peerSocketId()));
    }
    buffer.close();
  }

  /** Payload bytes that the peer has acknowledged. */
  public long ackedBytes() {
    return ackedBytes;
  }

  /** Payload bytes that it has yet to acknowledge. */
  public long unackedBytes() {
    return buffer.bytes();
  }

  /**
   * How long until the peer has played all it was sent, if all arrives; 0 or less when it has. What
   * it has yet to play it throws away when it hears good-bye: see {@link #close}.
   */
  public long nanosToPlay() {
    return buffer.next() == 0
        ? 0
        : newestAt
            + link.latency().toNanos()
            + rttNanos
            + ACK_PATIENCE_NANOS
            - nanoTime.getAsLong();
  }

  /**
   * Video frames of which the peer has missed a packet: given up here as too late, or passed over
   * there. The latter no receiver tells; it is made out from when it acknowledges what it had
   * reported missing.
   */
  public long missedFrames() {
    return buffer.missedFrames();
  }

  /** A full acknowledgement has a number, which is answered; a light one only the sequence. */
  private void acknowledged(int number, ByteBuffer body) {
    if (body.remaining() < 4) {
      return;
    }
    long upTo = buffer.numberOf(body.getInt(0));
    long seenAt = nanoTime.getAsLong() - rttNanos;
    ackedBytes += upTo <= buffer.next() ? buffer.release(upTo, seenAt) : 0;
    if (body.remaining() >= ACK_BUFFER_AT + 4) {
      rttNanos = Math.max(1, Integer.toUnsignedLong(body.getInt(4))) * 1000;
      window = Math.clamp(body.getInt(ACK_BUFFER_AT), 2, SendBuffer.MAX_PACKETS);
      transmit(ControlPacket.of(ControlPacket.ACKACK, number, micros(), link.peerSocketId()));
    }
  }

  /** Single sequence numbers, and ranges whose first one bears a mark. */
  private void missed(ByteBuffer body) {
    while (body.remaining() >= 4) {
      int word = body.getInt();
      boolean range = (word & RANGE) != 0 && body.remaining() >= 4;
      long from = buffer.numberOf(word & ~RANGE);
      long to = range ? buffer.numberOf(body.getInt() & ~RANGE) : from;
      sendAgain(from, Math.min(to, buffer.next() - 1));
    }
  }

  /** The first time at once: the peer knows better than our guess of the round trip. */
  private void sendAgain(long from, long to) {
    long now = nanoTime.getAsLong();
    long held = Math.max(from, buffer.first());
    for (long number = held; number <= to; number++) {
      ByteBuffer packet = buffer.packet(number);
      if (packet != null && !buffer.isSentAgainSince(number, now - rttNanos)) {
        buffer.sentAgain(number, now);
        packet.putInt(4, packet.getInt(4) | RETRANSMITTED);
        transmit(packet.duplicate());
      }
    }
    if (from < held) {
      // What is gone is gone: so that the peer does not ask for ever.
      transmit(
          ControlPacket.of(
              ControlPacket.DROP_REQUEST,
              0,
              micros(),
              link.peerSocketId(),
              buffer.sequenceOf(from),
              buffer.sequenceOf(held - 1)));
    }
  }

  private void end(SrtEnd how) {
    ended = true;
    listener.onEnded(how);
  }

  private void transmit(ByteBuffer datagram) {
    spokeAt = nanoTime.getAsLong();
    listener.transmit(datagram);
  }

  private int micros() {
    return (int) ((nanoTime.getAsLong() - link.startNanos()) / 1000);
  }
}
