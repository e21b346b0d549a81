package dev.sluice.wire.rtmp;

/**
 * The timestamps, in the shared stream's own time, of the last audio and video message encoded:
 * where a prelude must put a target's clocks for the deltas that follow to be right.
 *
 * @param audioMillis last timestamp on the audio chunk stream
 * @param videoMillis last timestamp on the video chunk stream
 */
public record TrackClock(long audioMillis, long videoMillis) {
  /** The time base that lets a target which joins here begin near 0. */
  public long baseMillis() {
    return Math.min(audioMillis, videoMillis);
  }
}
