package dev.sluice.push.variant;

import dev.sluice.push.ffmpeg.Packet;

/**
 * A packet of the source on its way to the variants: the native payload and its place on the
 * source's time line. One object is filled again for each packet, so nobody keeps it.
 */
public final class MediaPacket {
  /** Time is counted in 90 kHz ticks: whole for RTMP's milliseconds and for MPEG-TS alike. */
  public static final int TICKS_PER_SECOND = 90_000;

  public static final int TICKS_PER_MILLI = TICKS_PER_SECOND / 1000;

  private final Packet payload;
  private boolean video;
  private boolean keyFrame;
  private long dtsTicks;
  private long ptsTicks;

  /** Wraps a native packet, which stays the caller's. */
  public MediaPacket(Packet payload) {
    this.payload = payload;
  }

  /**
   * Tells what the native packet now holds.
   *
   * @param dtsTicks decoding time, at least a millisecond above the track's one before
   * @param ptsTicks presentation time, not below {@code dtsTicks}
   */
  public MediaPacket place(boolean isVideo, boolean isKeyFrame, long dtsTicks, long ptsTicks) {
    this.video = isVideo;
    this.keyFrame = isKeyFrame;
    this.dtsTicks = dtsTicks;
    this.ptsTicks = ptsTicks;
    return this;
  }

  public Packet payload() {
    return payload;
  }

  public boolean isVideo() {
    return video;
  }

  /** True for a picture that needs none before it. */
  public boolean isKeyFrame() {
    return keyFrame;
  }

  public long dtsTicks() {
    return dtsTicks;
  }

  public long ptsTicks() {
    return ptsTicks;
  }
}
