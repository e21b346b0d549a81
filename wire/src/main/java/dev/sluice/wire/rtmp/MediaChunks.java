package dev.sluice.wire.rtmp;

import java.nio.ByteBuffer;

/**
 * Encodes one variant's media once, for any number of targets. Audio and video go out as fmt-1
 * (delta) chunks on fixed chunk streams (audio 4, video 6): their bytes name neither a message
 * stream nor a time base. What differs per target is in its prelude: metadata and sequence headers
 * as fmt-0 chunks, stamped with the time at which each chunk stream stands where the target joins,
 * less the target's time base.
 *
 * <p>So that no clock lags (a track that is silent would leave its chunk stream far behind, and
 * targets that join would not begin near 0), the track's sequence header is repeated when it has
 * been silent for ten seconds.
 *
 * <p>Not thread-safe.
 */
@SuppressWarnings("DoNotCallSuggester") // the bodies follow
public final class MediaChunks {
  /**
   * @param chunkSize bytes per chunk, as announced to the targets
   * @param startMillis where the shared time begins: at or before the first timestamp
   */
  public MediaChunks(int chunkSize, long startMillis) {
    throw new UnsupportedOperationException();
  }

  /** The headers that a prelude holds from now on, and that keep a silent track's clock in step. */
  public void headers(StreamHeaders headers) {
    throw new UnsupportedOperationException();
  }

  /**
   * Where the clocks stand: take it before a key frame is encoded, and keep it with the key frame.
   */
  public TrackClock clock() {
    throw new UnsupportedOperationException();
  }

  /** Room that {@link #encode} needs at most for a body of this size. */
  public int maxEncodedLength(int payloadLength) {
    throw new UnsupportedOperationException();
  }

  /**
   * Appends one audio or video message to {@code out}. A timestamp before the track's last one is
   * put at the last one.
   *
   * @param type {@link MessageType#AUDIO} or {@link MessageType#VIDEO}
   * @param timestampMillis in the shared stream's time; may grow without bound
   * @param payload the body; read, not moved
   * @param out has room for {@link #maxEncodedLength}
   */
  public void encode(int type, long timestampMillis, ByteBuffer payload, ByteBuffer out) {
    throw new UnsupportedOperationException();
  }

  /**
   * The bytes that a target gets before shared bytes, on joining and after every jump.
   *
   * @param clock the clock kept with the key frame at which the target goes on
   * @param baseMillis the target's time base: {@link TrackClock#baseMillis} of the clock at which
   *     it first joined
   * @param mediaStreamId {@link PublishSession#mediaStreamId}
   */
  public ByteBuffer encodePrelude(TrackClock clock, long baseMillis, int mediaStreamId) {
    throw new UnsupportedOperationException();
  }
}
