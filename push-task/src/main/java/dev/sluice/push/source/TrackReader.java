package dev.sluice.push.source;

import static dev.sluice.push.variant.MediaPacket.TICKS_PER_SECOND;

import dev.sluice.push.ffmpeg.AudioSpecificConfig;
import dev.sluice.push.ffmpeg.BitstreamFilter;
import dev.sluice.push.ffmpeg.FfmpegException;
import dev.sluice.push.ffmpeg.InputTrack;
import dev.sluice.push.ffmpeg.Packet;
import dev.sluice.push.ffmpeg.TrackFormat;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One track of an opened source: brings its packets into the form every muxer takes (AAC without
 * ADTS headers), and notices new parameters in the middle of the stream. Owned by the source's
 * thread.
 */
final class TrackReader implements AutoCloseable {
  private static final byte AVC_CONFIGURATION_VERSION = 1;

  private final InputTrack track;
  private final @Nullable BitstreamFilter adtsToRaw;
  private final @Nullable BitstreamFilter parameterSets;
  private final boolean annexB;
  private TrackFormat format;

  TrackReader(InputTrack track) throws FfmpegException {
    this.track = track;
    TrackFormat found = track.format();
    boolean adts = found.codec().equals("aac") && !found.extradata().hasRemaining();
    annexB = isAnnexB(found);
    format = adts ? found.withExtradata(AudioSpecificConfig.of(found)) : tidy(found);
    adtsToRaw = adts ? new BitstreamFilter("aac_adtstoasc", found) : null;
    parameterSets = annexB ? new BitstreamFilter("extract_extradata", found) : null;
  }

  int index() {
    return track.index();
  }

  TrackFormat format() {
    return format;
  }

  /** Makes the packet ready; false when it is to be dropped. */
  boolean prepare(Packet packet) throws FfmpegException {
    if (adtsToRaw != null) {
      return adtsToRaw.filter(packet);
    }
    // Parameter sets stand before key frames; the search costs a pass over every byte.
    return parameterSets == null || !packet.isKeyFrame() || parameterSets.filter(packet);
  }

  /** Whether the prepared packet brought other parameters, which {@link #format} then has. */
  boolean takeParameters(Packet packet) {
    ByteBuffer extradata = packet.newExtradata();
    if (extradata == null) {
      return false;
    }
    TrackFormat now = tidy(format.withExtradata(extradata));
    boolean other = !now.extradata().equals(format.extradata());
    format = now;
    return other;
  }

  /** A timestamp of this track in 90 kHz ticks. */
  long ticks(long time) {
    if (time == Packet.NO_TIME) {
      return time;
    }
    long unit = (long) TICKS_PER_SECOND * track.timeBaseNumerator();
    int perUnit = track.timeBaseDenominator();
    return Math.floorDiv(time, perUnit) * unit + Math.floorMod(time, perUnit) * unit / perUnit;
  }

  @Override
  public void close() {
    if (adtsToRaw != null) {
      adtsToRaw.close();
    }
    if (parameterSets != null) {
      parameterSets.close();
    }
  }

  private TrackFormat tidy(TrackFormat found) {
    return annexB ? found.withExtradata(NalUnits.rejoined(found.extradata())) : found;
  }

  private static boolean isAnnexB(TrackFormat format) {
    ByteBuffer extradata = format.extradata();
    boolean parameterSetCodec = format.codec().equals("h264") || format.codec().equals("hevc");
    return parameterSetCodec
        && (!extradata.hasRemaining() || extradata.get(0) != AVC_CONFIGURATION_VERSION);
  }
}
