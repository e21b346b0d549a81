package dev.sluice.wire.rtmp;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one chunk header after another, byte by byte, and applies each to its chunk stream.
 *
 * <p>The extended timestamp of a message's further chunks (fmt 3) is repeated by most peers and
 * left out by some. Its bytes are compared with the first chunk's as they come; at the first that
 * differs they turn out to be payload, and {@link #finish} gives them back.
 */
final class ChunkHeader {
  /** Finds or makes a chunk stream. */
  interface Streams {
    IncomingMessage get(int csid) throws RtmpProtocolException;
  }

  private static final int[] MESSAGE_HEADER_LENGTH = {11, 7, 3, 0};
  private static final int LONGEST = 3 + 11 + 4;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Streams streams;
  private final byte[] bytes = new byte[LONGEST];
  private int count;
  private int pushedBackFrom;
  private @Nullable IncomingMessage message;

  ChunkHeader(Streams streams) {
    this.streams = streams;
  }

  /** The chunk stream of the header read last. */
  IncomingMessage message() {
    if (message == null) {
      throw new IllegalStateException("no header was read");
    }
    return message;
  }

  /** Takes bytes until a header is whole and applied; false when there are not enough. */
  boolean read(ByteBuffer in) throws RtmpProtocolException {
    while (in.hasRemaining()) {
      bytes[count++] = in.get();
      if (isWhole()) {
        return true;
      }
    }
    return false;
  }

  /** Makes ready for the next header; returns bytes that were payload after all. */
  ByteBuffer finish() {
    int pushedBack = count - pushedBackFrom;
    count = 0;
    return pushedBack == 0
        ? NOTHING
        : ByteBuffer.allocate(pushedBack).put(bytes, pushedBackFrom, pushedBack).flip();
  }

  private boolean isWhole() throws RtmpProtocolException {
    int basic = basicLength();
    if (count < basic) {
      return false;
    }
    int fmt = (bytes[0] & 0xC0) >> 6;
    int fixed = basic + MESSAGE_HEADER_LENGTH[fmt];
    if (count < fixed) {
      return false;
    }
    IncomingMessage stream = streams.get(csid(basic));
    message = stream;
    pushedBackFrom = count;
    if (fmt == 3 && stream.isUnfinished()) {
      return !stream.isExtended() || isRepetitionRead(stream, fixed);
    }
    if (!stream.isKnown() && fmt > 1) {
      throw new RtmpProtocolException("a chunk that refers to one that never came");
    }
    boolean extended = fmt == 3 ? stream.isExtended() : int24(basic) == ChunkWriter.EXTENDED;
    if (extended && count < fixed + 4) {
      return false;
    }
    begin(stream, fmt, basic, extended ? int32(fixed) & 0xFFFF_FFFFL : -1);
    return true;
  }

  private void begin(IncomingMessage stream, int fmt, int basic, long extendedTime)
      throws RtmpProtocolException {
    long shortTime = fmt == 3 ? stream.timeField() : int24(basic);
    stream.begin(
        fmt == 0,
        extendedTime >= 0 ? extendedTime : shortTime,
        fmt <= 1 ? int24(basic + 3) : stream.length(),
        fmt <= 1 ? bytes[basic + 6] & 0xFF : stream.type(),
        fmt == 0 ? Integer.reverseBytes(int32(basic + 7)) : stream.streamId());
  }

  private boolean isRepetitionRead(IncomingMessage stream, int fixed) {
    for (int i = fixed; i < count; i++) {
      byte expected = (byte) (stream.timeField() >> (8 * (3 - (i - fixed))));
      if (bytes[i] != expected) {
        pushedBackFrom = fixed;
        return true;
      }
    }
    return count == fixed + 4;
  }

  private int basicLength() {
    return switch (bytes[0] & 0x3F) {
      case 0 -> 2;
      case 1 -> 3;
      default -> 1;
    };
  }

  private int csid(int basic) {
    return switch (basic) {
      case 2 -> 64 + (bytes[1] & 0xFF);
      case 3 -> 64 + (bytes[1] & 0xFF) + ((bytes[2] & 0xFF) << 8);
      default -> bytes[0] & 0x3F;
    };
  }

  private int int24(int index) {
    return (bytes[index] & 0xFF) << 16 | (bytes[index + 1] & 0xFF) << 8 | (bytes[index + 2] & 0xFF);
  }

  private int int32(int index) {
    return bytes[index] << 24 | int24(index + 1);
  }
}
