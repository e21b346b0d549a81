package dev.sluice.push.variant;

import dev.sluice.catalog.push.SilentAudio;
import dev.sluice.push.ffmpeg.FfmpegException;
import dev.sluice.push.ffmpeg.Packet;
import dev.sluice.push.ffmpeg.SilentFrame;
import dev.sluice.push.ffmpeg.TrackFormat;
import org.jspecify.annotations.Nullable;

/**
 * A track of silence: one coded frame, repeated as often as the other track's time goes on.
 * Platforms want a sound track, and many show nothing of a stream that has none.
 */
final class SilentTrack implements AutoCloseable {
  /** More than this behind, it goes on at the present instead of filling the gap. */
  private static final long LONGEST_FILL_TICKS = MediaPacket.TICKS_PER_SECOND;

  private static final int STANDARD_RATE_HZ = 44_100;

  private final SilentFrame frame;
  private final Packet work = new Packet();
  private final MediaPacket placed = new MediaPacket(work);
  private boolean begun;
  private long beginTicks;
  private long samples;

  private SilentTrack(SilentFrame frame) {
    this.frame = frame;
  }

  /** The silence that a variant needs, or null when it takes the source's sound, or has none. */
  static @Nullable SilentTrack wanted(VariantKey key, @Nullable TrackFormat sourceAudio)
      throws FfmpegException {
    if (sourceAudio != null) {
      return key.videoOnly() && Carriage.carries(key.container(), sourceAudio)
          ? new SilentTrack(SilentFrame.like(sourceAudio))
          : null;
    }
    return key.silentAudio() == SilentAudio.AUTO
        ? new SilentTrack(SilentFrame.aac(STANDARD_RATE_HZ, 2))
        : null;
  }

  TrackFormat format() {
    return frame.format();
  }

  /** Hands on every silent frame that is due before this time. */
  void upTo(long ticks, Sink sink) throws FfmpegException {
    if (!begun || ticks - nextTicks() > LONGEST_FILL_TICKS) {
      begun = true;
      beginTicks = ticks;
      samples = 0;
    }
    while (nextTicks() <= ticks) {
      long now = nextTicks();
      samples += frame.samples();
      work.refer(frame.packet());
      sink.write(work, placed.place(false, false, now, now));
    }
  }

  @Override
  public void close() {
    work.close();
    frame.close();
  }

  private long nextTicks() {
    return beginTicks + samples * MediaPacket.TICKS_PER_SECOND / frame.format().sampleRate();
  }

  /** Where silent frames go. */
  @FunctionalInterface
  interface Sink {
    void write(Packet payload, MediaPacket time) throws FfmpegException;
  }
}
