package dev.sluice.wire.rtmp;

import java.nio.ByteBuffer;

/** Writes one message as chunks (Adobe RTMP 1.0, section 5.3.1). Allocates nothing. */
final class ChunkWriter {
  /** Timestamps from here on are in the extended field. */
  static final int EXTENDED = 0xFF_FFFF;

  private static final int[] HEADER_LENGTH = {11, 7, 3, 0};

  private ChunkWriter() {}

  /** The exact number of bytes that {@link #write} puts. */
  static int length(int fmt, long timeField, int payloadLength, int chunkSize) {
    int extra = timeField >= EXTENDED ? 4 : 0;
    int chunks = Math.max(1, (payloadLength + chunkSize - 1) / chunkSize);
    return 1 + HEADER_LENGTH[fmt] + extra + payloadLength + (chunks - 1) * (1 + extra);
  }

  /**
   * Writes a message.
   *
   * @param out big-endian, with room for {@link #length}
   * @param fmt header form, 0 to 3
   * @param csid chunk stream, 2 to 63
   * @param timeField timestamp (fmt 0) or delta (others), unsigned 32 bits
   * @param payload read by index; not moved
   */
  static void write(
      ByteBuffer out,
      int fmt,
      int csid,
      long timeField,
      int type,
      int streamId,
      ByteBuffer payload,
      int chunkSize) {
    boolean extended = timeField >= EXTENDED;
    int length = payload.remaining();
    out.put((byte) (fmt << 6 | csid));
    if (fmt <= 2) {
      int24(out, extended ? EXTENDED : (int) timeField);
    }
    if (fmt <= 1) {
      int24(out, length);
      out.put((byte) type);
    }
    if (fmt == 0) {
      out.putInt(Integer.reverseBytes(streamId)); // the one little-endian field of RTMP
    }
    if (extended) {
      out.putInt((int) timeField);
    }
    int offset = payload.position();
    int end = payload.limit();
    while (true) {
      int part = Math.min(chunkSize, end - offset);
      out.put(out.position(), payload, offset, part);
      out.position(out.position() + part);
      offset += part;
      if (offset >= end) {
        return;
      }
      out.put((byte) (0xC0 | csid));
      if (extended) {
        // Said again in every chunk: servers from Adobe's on expect it, though the text is silent.
        out.putInt((int) timeField);
      }
    }
  }

  private static void int24(ByteBuffer out, int value) {
    out.put((byte) (value >> 16));
    out.put((byte) (value >> 8));
    out.put((byte) value);
  }
}
