package dev.sluice.push.variant;

import dev.sluice.push.ffmpeg.BitstreamFilter;
import dev.sluice.push.ffmpeg.FfmpegException;
import dev.sluice.push.ffmpeg.Muxer;
import dev.sluice.push.ffmpeg.Packet;
import dev.sluice.push.ffmpeg.TrackFormat;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** MPEG-TS by FFmpeg's muxer: each frame a run of whole packets (ISO/IEC 13818-1). */
final class TsMuxer implements ContainerMuxer {
  /**
   * Sound is gathered for one packet's payload at most, or for half the delay: FFmpeg's default of
   * 3 kB is a fifth of a second at common rates, which would be added to the latency. The program's
   * clock runs 300 ms (in microseconds) behind decoding: a receiver that keeps to it has that long
   * to get a large key frame in.
   */
  private static final Map<String, String> OPTIONS =
      Map.of("pes_payload_size", "0", "max_delay", "300000");

  private final Muxer muxer;
  private final Tracks tracks;
  private final int videoStream;
  private final int audioStream;
  private @Nullable BitstreamFilter toAnnexB;

  TsMuxer(Tracks tracks) throws FfmpegException {
    this.tracks = tracks;
    List<TrackFormat> streams = new ArrayList<>();
    toAnnexB = tracks.video() == null ? null : toAnnexB(tracks.video());
    videoStream = add(streams, toAnnexB == null ? tracks.video() : toAnnexB.output());
    audioStream = add(streams, tracks.audio());
    try {
      muxer = new Muxer("mpegts", OPTIONS, streams);
    } catch (FfmpegException e) {
      closeFilter();
      throw e;
    }
  }

  @Override
  public VariantHeaders headers() {
    return new VariantHeaders(
        tracks.video() == null ? null : tracks.video().codec(),
        tracks.audio() == null ? null : tracks.audio().codec(),
        null,
        null,
        Map.of());
  }

  @Override
  public boolean goesOnWith(TrackFormat video) throws FfmpegException {
    if (tracks.video() == null || tracks.video().codecId() != video.codecId()) {
      return false;
    }
    closeFilter();
    toAnnexB = toAnnexB(video);
    return true;
  }

  @Override
  public void write(Packet payload, MediaPacket time, boolean entry, VariantSink sink)
      throws FfmpegException {
    if (time.isVideo() && toAnnexB != null && !toAnnexB.filter(payload)) {
      return;
    }
    if (entry) {
      // A target that begins here has seen no tables yet. Of itself the muxer puts them before a
      // key frame behind one that is none: not before sound, nor where all frames are key frames.
      muxer.set("mpegts_flags", "+resend_headers");
    }
    payload.stamp(time.isVideo() ? videoStream : audioStream, time.dtsTicks(), time.ptsTicks());
    ByteBuffer packets = muxer.write(payload);
    if (packets.hasRemaining()) {
      MediaUnit.Kind kind = time.isVideo() ? MediaUnit.Kind.VIDEO : MediaUnit.Kind.AUDIO;
      long dtsMillis = time.dtsTicks() / MediaPacket.TICKS_PER_MILLI;
      sink.unit(new MediaUnit(kind, dtsMillis, entry, packets));
    }
  }

  @Override
  public void close() {
    muxer.close();
    closeFilter();
  }

  private void closeFilter() {
    if (toAnnexB != null) {
      toAnnexB.close();
      toAnnexB = null;
    }
  }

  private static int add(List<TrackFormat> streams, @Nullable TrackFormat format) {
    if (format != null) {
      streams.add(format);
    }
    return streams.size() - 1;
  }

  /** FLV and MP4 give lengths before NAL units where MPEG-TS wants start codes. */
  private static @Nullable BitstreamFilter toAnnexB(TrackFormat video) throws FfmpegException {
    return switch (video.codec()) {
      case "h264" -> new BitstreamFilter("h264_mp4toannexb", video);
      case "hevc" -> new BitstreamFilter("hevc_mp4toannexb", video);
      default -> null;
    };
  }
}
