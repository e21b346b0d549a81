package dev.sluice.push.source;

import static dev.sluice.push.variant.MediaPacket.TICKS_PER_MILLI;
import static dev.sluice.push.variant.MediaPacket.TICKS_PER_SECOND;

import dev.sluice.catalog.session.SourceInfo;
import dev.sluice.push.ffmpeg.TrackFormat;
import dev.sluice.push.variant.Tracks;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Measures what the source does not say of itself: bitrate, GOP, frame rate. Not thread-safe. */
final class SourceMeter {
  private static final long WINDOW_NANOS = Duration.ofSeconds(10).toNanos();

  /** The first figures come sooner: somebody is looking. */
  private static final long FIRST_WINDOW_NANOS = Duration.ofSeconds(3).toNanos();

  private static final int BITS_PER_BYTE = 8;
  private static final double RATE_PRECISION = 100;

  private final LongSupplier nanoTime;
  private long windowNanos = FIRST_WINDOW_NANOS;
  private long beganNanos;
  private long bytes;
  private long frames;
  private long firstFrameTicks;
  private long lastFrameTicks;
  private long lastKeyTicks = -1;
  private @Nullable Long bitrateBps;
  private @Nullable Long gopMillis;
  private @Nullable Double frameRate;

  SourceMeter(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    beganNanos = nanoTime.getAsLong();
  }

  /** Begins anew, when the source was opened. */
  void restart() {
    windowNanos = FIRST_WINDOW_NANOS;
    lastKeyTicks = -1;
    gopMillis = null;
    bitrateBps = null;
    frameRate = null;
    beginWindow(nanoTime.getAsLong());
  }

  /** Counts a packet; true when a window is full and {@link #describe} has new figures. */
  boolean count(boolean isVideo, boolean isKeyFrame, int size, long dtsTicks) {
    bytes += size;
    if (isVideo) {
      firstFrameTicks = frames++ == 0 ? dtsTicks : firstFrameTicks;
      lastFrameTicks = dtsTicks;
      if (isKeyFrame) {
        gopMillis = lastKeyTicks < 0 ? null : (dtsTicks - lastKeyTicks) / TICKS_PER_MILLI;
        lastKeyTicks = dtsTicks;
      }
    }
    long now = nanoTime.getAsLong();
    if (now - beganNanos < windowNanos) {
      return false;
    }
    bitrateBps = Math.round(bytes * BITS_PER_BYTE * 1e9 / (now - beganNanos));
    if (frames > 1) {
      double rate = (frames - 1) * (double) TICKS_PER_SECOND / (lastFrameTicks - firstFrameTicks);
      frameRate = Math.round(rate * RATE_PRECISION) / RATE_PRECISION;
    }
    windowNanos = WINDOW_NANOS;
    beginWindow(now);
    return true;
  }

  SourceInfo describe(Tracks tracks) {
    TrackFormat video = tracks.video();
    TrackFormat audio = tracks.audio();
    return new SourceInfo(
        video == null ? null : video.codec(),
        video == null ? null : known(video.width()),
        video == null ? null : known(video.height()),
        video == null ? null : rate(video),
        bitrateBps,
        gopMillis,
        audio == null ? null : audio.codec(),
        audio == null ? null : known(audio.sampleRate()),
        audio == null ? null : known(audio.channels()));
  }

  private void beginWindow(long now) {
    beganNanos = now;
    bytes = 0;
    frames = 0;
  }

  private @Nullable Double rate(TrackFormat video) {
    return video.frameRate() > 0 ? Double.valueOf(video.frameRate()) : frameRate;
  }

  private static @Nullable Integer known(int value) {
    return value > 0 ? value : null;
  }
}
