package dev.sluice.wire.rtmp;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
public final class MediaChunks {
  /** A track silent for longer has its header repeated. */
  private static final long MAX_LAG_MILLIS = 10_000;

  /** How far behind the other track the repetition leaves it: what comes late still fits. */
  private static final long STEP_MILLIS = 5_000;

  private final int chunkSize;
  private @Nullable StreamHeaders headers;
  private long audioMillis;
  private long videoMillis;

  /**
   * @param chunkSize bytes per chunk, as announced to the targets
   * @param startMillis where the shared time begins: at or before the first timestamp
   */
  public MediaChunks(int chunkSize, long startMillis) {
    if (chunkSize < 128 || chunkSize > PublishRequest.MAX_CHUNK_SIZE) {
      throw new IllegalArgumentException("chunk size out of range: " + chunkSize);
    }
    this.chunkSize = chunkSize;
    audioMillis = startMillis;
    videoMillis = startMillis;
  }

  /**
   * The headers that preludes hold from now on; to be set before media. Targets that are there
   * already get the new ones by {@link #encode}, or by a prelude.
   */
  public void headers(StreamHeaders newHeaders) {
    headers = newHeaders;
  }

  /**
   * Where the clocks stand: take it before a key frame is encoded, and keep it with the key frame.
   */
  public TrackClock clock() {
    return new TrackClock(audioMillis, videoMillis);
  }

  /** Room that {@link #encode} needs at most for a body of this size. */
  public int maxEncodedLength(int payloadLength) {
    int repeated = Math.max(anchor(MessageType.AUDIO).length(), anchor(MessageType.VIDEO).length());
    return longest(payloadLength) + longest(repeated);
  }

  /**
   * Appends one audio or video message to {@code out}. A timestamp before the track's last one is
   * put at the last one.
   *
   * @param type {@link MessageType#AUDIO} or {@link MessageType#VIDEO}
   * @param timestampMillis in the shared stream's time; may grow without bound
   * @param payload the body; read, not moved
   * @param out big-endian, with room for {@link #maxEncodedLength}
   */
  public void encode(int type, long timestampMillis, ByteBuffer payload, ByteBuffer out) {
    if (type == MessageType.AUDIO) {
      audioMillis = delta(ChunkStreams.AUDIO, type, audioMillis, timestampMillis, payload, out);
      if (audioMillis - videoMillis > MAX_LAG_MILLIS) {
        videoMillis = repeat(MessageType.VIDEO, videoMillis, audioMillis - STEP_MILLIS, out);
      }
    } else if (type == MessageType.VIDEO) {
      videoMillis = delta(ChunkStreams.VIDEO, type, videoMillis, timestampMillis, payload, out);
      if (videoMillis - audioMillis > MAX_LAG_MILLIS) {
        audioMillis = repeat(MessageType.AUDIO, audioMillis, videoMillis - STEP_MILLIS, out);
      }
    } else {
      throw new IllegalArgumentException("neither audio nor video: " + type);
    }
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
    return Prelude.encode(requireHeaders(), clock, baseMillis, mediaStreamId, chunkSize);
  }

  private long delta(
      int csid,
      int type,
      long lastMillis,
      long timestampMillis,
      ByteBuffer payload,
      ByteBuffer out) {
    long millis = Math.max(lastMillis, timestampMillis);
    ChunkWriter.write(out, 1, csid, wrap(millis - lastMillis), type, 0, payload, chunkSize);
    return millis;
  }

  private long repeat(int type, long lastMillis, long thenMillis, ByteBuffer out) {
    Anchor anchor = anchor(type);
    return delta(ChunkStreams.of(type), anchor.type(), lastMillis, thenMillis, anchor.body(), out);
  }

  private Anchor anchor(int type) {
    return Anchor.of(requireHeaders(), type);
  }

  private StreamHeaders requireHeaders() {
    return Objects.requireNonNull(headers, "headers come before media");
  }

  private int longest(int payloadLength) {
    return ChunkWriter.length(1, ChunkWriter.EXTENDED, payloadLength, chunkSize);
  }

  private static long wrap(long millis) {
    return millis & RtmpMessage.MAX_TIMESTAMP;
  }
}
