package dev.sluice.wire.rtmp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** One message as its single chunks, to be put between others or changed. */
final class ChunkSlices {
  private ChunkSlices() {}

  static List<ByteBuffer> of(int csid, RtmpMessage message, int chunkSize) {
    int length = message.payload().remaining();
    long time = message.timestamp();
    ByteBuffer whole = ByteBuffer.allocate(ChunkWriter.length(0, time, length, chunkSize));
    ChunkWriter.write(
        whole, 0, csid, time, message.type(), message.streamId(), message.payload(), chunkSize);
    whole.flip();
    int extended = time >= ChunkWriter.EXTENDED ? 4 : 0;
    List<ByteBuffer> chunks = new ArrayList<>();
    int start = 0;
    int header = 12 + extended;
    for (int left = length; left > 0; left -= chunkSize) {
      int size = header + Math.min(chunkSize, left);
      chunks.add(whole.slice(start, size));
      start += size;
      header = 1 + extended;
    }
    return chunks;
  }
}
