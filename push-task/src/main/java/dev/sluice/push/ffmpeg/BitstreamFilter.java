package dev.sluice.push.ffmpeg;

import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import org.bytedeco.ffmpeg.avcodec.AVBSFContext;
import org.bytedeco.ffmpeg.avcodec.AVBitStreamFilter;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Owner of one of FFmpeg's bitstream filters that give one packet for one packet. One thread at a
 * time.
 */
public final class BitstreamFilter implements AutoCloseable {
  private final AVBSFContext context = new AVBSFContext(null);
  private final TrackFormat output;
  private boolean closed;

  /**
   * Sets up the filter for a track.
   *
   * @param name FFmpeg's name of it, for example {@code h264_mp4toannexb}
   */
  public BitstreamFilter(String name, TrackFormat input) throws FfmpegException {
    AVBitStreamFilter filter = avcodec.av_bsf_get_by_name(name);
    if (filter == null || filter.isNull()) {
      throw new FfmpegException(name, avutil.AVERROR_BSF_NOT_FOUND);
    }
    FfmpegException.check(name, avcodec.av_bsf_alloc(filter, context));
    NativeCount.created();
    try {
      input.fill(context.par_in());
      FfmpegException.check(name, avcodec.av_bsf_init(context));
    } catch (FfmpegException e) {
      close();
      throw e;
    }
    output = TrackFormat.of(context.par_out(), input.frameRate());
  }

  /** How the track is coded behind the filter. */
  public TrackFormat output() {
    return output;
  }

  /** Filters in place; false when nothing came out of this packet. */
  public boolean filter(Packet packet) throws FfmpegException {
    FfmpegException.check("av_bsf_send_packet", avcodec.av_bsf_send_packet(context, packet.raw()));
    int code = avcodec.av_bsf_receive_packet(context, packet.raw());
    if (code == AVERROR_EAGAIN()) {
      return false;
    }
    FfmpegException.check("av_bsf_receive_packet", code);
    return true;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      avcodec.av_bsf_free(context);
      NativeCount.freed();
    }
  }
}
