package dev.sluice.wire.rtmp;

import java.nio.ByteBuffer;

/** What one target gets before it reads shared bytes; see {@link MediaChunks}. */
final class Prelude {
  private Prelude() {}

  static ByteBuffer encode(
      StreamHeaders headers, TrackClock clock, long baseMillis, int mediaStreamId, int chunkSize) {
    Anchor data = new Anchor(MessageType.DATA_AMF0, headers.metadata());
    Anchor video = Anchor.of(headers, MessageType.VIDEO);
    Anchor audio = Anchor.of(headers, MessageType.AUDIO);
    int length = longest(data, chunkSize) + longest(video, chunkSize) + longest(audio, chunkSize);
    Writer writer = new Writer(ByteBuffer.allocate(length), mediaStreamId, chunkSize);
    writer.write(ChunkStreams.DATA, clock.baseMillis() - baseMillis, data);
    writer.write(ChunkStreams.VIDEO, clock.videoMillis() - baseMillis, video);
    writer.write(ChunkStreams.AUDIO, clock.audioMillis() - baseMillis, audio);
    return writer.out.flip();
  }

  private static int longest(Anchor anchor, int chunkSize) {
    return ChunkWriter.length(0, ChunkWriter.EXTENDED, anchor.length(), chunkSize);
  }

  private record Writer(ByteBuffer out, int mediaStreamId, int chunkSize) {
    void write(int csid, long millis, Anchor anchor) {
      long timestamp = millis & RtmpMessage.MAX_TIMESTAMP;
      ChunkWriter.write(
          out, 0, csid, timestamp, anchor.type(), mediaStreamId, anchor.body(), chunkSize);
    }
  }
}
