package dev.sluice.wire.rtmp;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Writes messages of one connection as chunks, with the shortest header that the chunk stream's
 * last message allows. Allocates nothing per message. Not thread-safe.
 *
 * <p>A message that takes up the last one's delta as well (fmt 3) follows only a message that had a
 * delta: what fmt 3 means right behind fmt 0 is read in two ways.
 */
public final class ChunkEncoder {
  private static final int CHUNK_STREAMS = 64;
  private static final int NEVER = -1;

  private final long[] timestamps = new long[CHUNK_STREAMS];
  private final long[] deltas = new long[CHUNK_STREAMS];
  private final int[] lengths = new int[CHUNK_STREAMS];
  private final int[] types = new int[CHUNK_STREAMS];
  private final int[] streamIds = new int[CHUNK_STREAMS];
  private int chunkSize;

  /**
   * @param chunkSize bytes per chunk; 128 is what a peer expects until told otherwise
   */
  public ChunkEncoder(int chunkSize) {
    chunkSize(chunkSize);
    Arrays.fill(types, NEVER);
  }

  /** Bytes per chunk from the next message on: call it when Set Chunk Size has been encoded. */
  public void chunkSize(int bytes) {
    if (bytes < 1 || bytes > PublishRequest.MAX_CHUNK_SIZE) {
      throw new IllegalArgumentException("chunk size out of range: " + bytes);
    }
    chunkSize = bytes;
  }

  /** Room that {@link #encode} needs at most for a body of this size. */
  public int maxEncodedLength(int payloadLength) {
    return ChunkWriter.length(0, ChunkWriter.EXTENDED, payloadLength, chunkSize);
  }

  /**
   * Appends a message.
   *
   * @param csid chunk stream, 2 to 63; one message type and stream per chunk stream saves bytes
   * @param message its payload is read, not moved
   * @param out big-endian, with room for {@link #maxEncodedLength}
   */
  public void encode(int csid, RtmpMessage message, ByteBuffer out) {
    int length = message.payload().remaining();
    long timestamp = message.timestamp();
    long delta = timestamp - timestamps[csid];
    int fmt = format(csid, message, length, delta);
    ChunkWriter.write(
        out,
        fmt,
        csid,
        fmt == 0 ? timestamp : delta,
        message.type(),
        message.streamId(),
        message.payload(),
        chunkSize);
    timestamps[csid] = timestamp;
    deltas[csid] = fmt == 0 ? NEVER : delta;
    lengths[csid] = length;
    types[csid] = message.type();
    streamIds[csid] = message.streamId();
  }

  private int format(int csid, RtmpMessage message, int length, long delta) {
    if (types[csid] == NEVER || streamIds[csid] != message.streamId() || delta < 0) {
      return 0;
    }
    if (types[csid] != message.type() || lengths[csid] != length) {
      return 1;
    }
    return deltas[csid] == delta ? 3 : 2;
  }
}
