package dev.sluice.push.source;

import static dev.sluice.push.variant.MediaPacket.TICKS_PER_MILLI;
import static dev.sluice.push.variant.MediaPacket.TICKS_PER_SECOND;

import dev.sluice.push.ffmpeg.Packet;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Maps the timestamps of a source, however broken, onto one time line in 90 kHz ticks that begins
 * near 0 and rises strictly on each track, over wraps, jumps and the source's absence. Not
 * thread-safe.
 *
 * <p>Each track has an offset to the time line. A packet keeps its track's offset as long as the
 * result is plausible: not far from where the source has come to, not far behind its own track.
 * Else it takes the other track's offset (which went over the same jump a moment ago, so that
 * pictures and sound stay in step), or its own moved by the period of a counter that wraps, or its
 * own all the same if that leads to where the other track is (then it was one timestamp that went
 * astray, and the track stands still until its time has come), or, failing all, a new one that puts
 * it behind everything sent so far, by the time that has really passed.
 */
final class Timeline {
  private static final long FIRST_TICKS = TICKS_PER_SECOND / 2;
  private static final long SMALLEST_STEP = TICKS_PER_MILLI;
  private static final long LARGEST_STEP = TICKS_PER_SECOND;

  /** Further from where the source has come to, a timestamp is no continuation. */
  private static final long PLAUSIBLE_GAP = 10L * TICKS_PER_SECOND;

  /** Steps back up to this are pressed flat, longer ones are a jump. */
  private static final long PLAUSIBLE_STEP_BACK = TICKS_PER_SECOND / 2;

  /** Longest absence shown as a gap; behind a longer one it goes on as if it had been this. */
  private static final long LONGEST_ABSENCE = 600L * TICKS_PER_SECOND;

  /** Counters that wrap: MPEG-TS's 33 bits, RTMP's 32 bits of milliseconds, and 31 of them. */
  private static final long[] WRAPS = {
    1L << 33, (1L << 32) * TICKS_PER_MILLI, (1L << 31) * TICKS_PER_MILLI
  };

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final LongSupplier nanoTime;
  private final Track video = new Track(TICKS_PER_SECOND / 30);
  private final Track audio = new Track(TICKS_PER_SECOND / 50);
  private final List<Track> tracks = List.of(video, audio);
  private long lastArrivalNanos;
  private long dtsTicks;
  private long ptsTicks;

  Timeline(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** The source was opened again: its timestamps have nothing to do with those before. */
  void reopened() {
    tracks.forEach(track -> track.hasOffset = false);
  }

  /**
   * Finds the place of a packet; {@link #dtsTicks} and {@link #ptsTicks} then tell it.
   *
   * @param dts decoding time in ticks as the source gave it, or {@link Packet#NO_TIME}
   * @param pts presentation time likewise
   */
  void place(boolean isVideo, long dts, long pts) {
    Track track = isVideo ? video : audio;
    long arrivalNanos = nanoTime.getAsLong();
    long in = dts != Packet.NO_TIME ? dts : pts;
    long mapped =
        in == Packet.NO_TIME ? unstamped(track, arrivalNanos) : map(track, in, arrivalNanos);
    dtsTicks = track.advance(mapped);
    ptsTicks = Math.max(dtsTicks, mapped + composition(dts, pts));
    lastArrivalNanos = arrivalNanos;
  }

  long dtsTicks() {
    return dtsTicks;
  }

  long ptsTicks() {
    return ptsTicks;
  }

  private long unstamped(Track track, long arrivalNanos) {
    return track.begun ? track.last + track.step : fresh(track, arrivalNanos);
  }

  private long map(Track track, long in, long arrivalNanos) {
    if (track.hasOffset && fits(track, in + track.offset)) {
      return in + track.offset;
    }
    for (Track other : tracks) {
      if (other.hasOffset && fits(track, in + other.offset)) {
        return track.moveTo(in + other.offset, in);
      }
    }
    for (long period : WRAPS) {
      if (track.hasOffset && fits(track, in + track.offset + period)) {
        return track.moveTo(in + track.offset + period, in);
      }
      if (track.hasOffset && fits(track, in + track.offset - period)) {
        return track.moveTo(in + track.offset - period, in);
      }
    }
    if (track.hasOffset && isWithTheOther(track, in + track.offset)) {
      return in + track.offset;
    }
    return track.moveTo(fresh(track, arrivalNanos), in);
  }

  /** It was the track's last timestamp that was wrong: this one is where the other track is. */
  private boolean isWithTheOther(Track track, long out) {
    Track other = track == video ? audio : video;
    return other.hasOffset && Math.abs(out - other.last) <= PLAUSIBLE_STEP_BACK;
  }

  private boolean fits(Track track, long out) {
    long fromFrontier = out - frontier();
    return Math.abs(fromFrontier) <= PLAUSIBLE_GAP
        && (!track.begun || out > track.last - PLAUSIBLE_STEP_BACK);
  }

  /** A place behind everything so far. */
  private long fresh(Track track, long arrivalNanos) {
    if (tracks.stream().noneMatch(each -> each.begun)) {
      return FIRST_TICKS;
    }
    long absence = (arrivalNanos - lastArrivalNanos) / NANOS_PER_MILLI * TICKS_PER_MILLI;
    return frontier() + Math.clamp(absence, track.step, LONGEST_ABSENCE);
  }

  /** Where the source has come to. */
  private long frontier() {
    return Math.max(video.last, audio.last);
  }

  /** How much later than it is decoded a frame is shown. */
  private static long composition(long dts, long pts) {
    if (dts == Packet.NO_TIME || pts == Packet.NO_TIME) {
      return 0;
    }
    long offset = pts - dts;
    // The one may have wrapped already, the other not yet.
    long wrapped = offset < 0 ? offset + WRAPS[0] : offset;
    return wrapped <= PLAUSIBLE_GAP ? wrapped : 0;
  }

  /** State of one track. */
  private static final class Track {
    private boolean begun;
    private boolean hasOffset;
    private long offset;
    private long last;
    private long step;

    Track(long usualStep) {
      step = usualStep;
    }

    long moveTo(long out, long in) {
      offset = out - in;
      hasOffset = true;
      return out;
    }

    /** The time wanted, or the next one possible. */
    long advance(long wanted) {
      long out = begun ? Math.max(wanted, last + SMALLEST_STEP) : Math.max(wanted, 0);
      long made = out - last;
      if (begun && made > SMALLEST_STEP && made < LARGEST_STEP) {
        step = made;
      }
      begun = true;
      last = out;
      return out;
    }
  }
}
