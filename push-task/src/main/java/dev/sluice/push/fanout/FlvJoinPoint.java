package dev.sluice.push.fanout;

import dev.sluice.wire.rtmp.MediaChunks;
import dev.sluice.wire.rtmp.TrackClock;
import java.nio.ByteBuffer;

/**
 * A key frame in a chunk stream.
 *
 * @param clock where the chunk streams stand before it
 * @param preludes makes preludes with the headers that are valid here; never used by the source's
 *     thread
 */
record FlvJoinPoint(TrackClock clock, MediaChunks preludes) implements JoinPoint {
  @Override
  public long baseMillis() {
    return clock.baseMillis();
  }

  @Override
  public ByteBuffer prelude(long baseMillis, int mediaStreamId) {
    return preludes.encodePrelude(clock, baseMillis, mediaStreamId);
  }
}
