package dev.sluice.wire.rtmp;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** What a chunk stream's next header refers to, and the message being put together on it. */
final class IncomingMessage {
  private static final int FIRST_ALLOCATION = 4_096;
  private static final byte[] NOTHING = {};

  private boolean known;
  private long timestamp;
  private long timeField;
  private int length;
  private int type;
  private int streamId;
  private byte[] bytes = NOTHING;
  private int received;
  private boolean unfinished;

  /** True once a header has been seen. */
  boolean isKnown() {
    return known;
  }

  /** True between a message's first chunk and its last. */
  boolean isUnfinished() {
    return unfinished;
  }

  /** The time field of the last header that had one. */
  long timeField() {
    return timeField;
  }

  /** True when that field was in its extended form. */
  boolean isExtended() {
    return timeField >= ChunkWriter.EXTENDED;
  }

  int length() {
    return length;
  }

  int type() {
    return type;
  }

  int streamId() {
    return streamId;
  }

  /** Begins a message; an unfinished one is dropped, as other servers do. */
  void begin(boolean absolute, long newTimeField, int newLength, int newType, int newStreamId) {
    discard();
    known = true;
    timestamp = (absolute ? newTimeField : timestamp + newTimeField) & RtmpMessage.MAX_TIMESTAMP;
    timeField = newTimeField;
    length = newLength;
    type = newType;
    streamId = newStreamId;
    unfinished = true;
  }

  int bytesLeft() {
    return length - received;
  }

  int allocatedBytes() {
    return bytes.length;
  }

  /** Takes payload; true when that took more memory. */
  boolean append(ByteBuffer in, int count) {
    boolean grows = received + count > bytes.length;
    if (grows) {
      int room = Math.max(received + count, Math.max(FIRST_ALLOCATION, bytes.length * 2));
      bytes = Arrays.copyOf(bytes, Math.min(length, room));
    }
    in.get(bytes, received, count);
    received += count;
    return grows;
  }

  RtmpMessage take() {
    RtmpMessage message =
        new RtmpMessage(type, timestamp, streamId, ByteBuffer.wrap(bytes, 0, received));
    discard();
    return message;
  }

  void discard() {
    bytes = NOTHING;
    received = 0;
    unfinished = false;
  }
}
