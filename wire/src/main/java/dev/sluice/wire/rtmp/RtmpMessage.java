package dev.sluice.wire.rtmp;

import java.nio.ByteBuffer;

/**
 * One RTMP message (Adobe RTMP 1.0, section 6.1).
 *
 * @param type the message type id, see {@link MessageType}
 * @param timestamp milliseconds, unsigned 32 bits: it wraps after 49.7 days
 * @param streamId the message stream id; 0 for the connection itself
 * @param payload the body; the reader owns it
 */
public record RtmpMessage(int type, long timestamp, int streamId, ByteBuffer payload) {
  /** Largest timestamp before the wrap. */
  public static final long MAX_TIMESTAMP = 0xFFFF_FFFFL;

  /** Checks type and timestamp. */
  public RtmpMessage {
    if (type < 0 || type > 255) {
      throw new IllegalArgumentException("message type out of range: " + type);
    }
    if (timestamp < 0 || timestamp > MAX_TIMESTAMP) {
      throw new IllegalArgumentException("timestamp out of range: " + timestamp);
    }
  }

  /** True for audio and video messages. */
  public boolean isMedia() {
    return type == MessageType.AUDIO || type == MessageType.VIDEO;
  }

  /** Without the payload: a command's holds stream keys. */
  @Override
  public String toString() {
    return "RtmpMessage[type=%d, timestamp=%d, streamId=%d, %d bytes]"
        .formatted(type, timestamp, streamId, payload.remaining());
  }
}
