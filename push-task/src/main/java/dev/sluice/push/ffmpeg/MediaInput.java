package dev.sluice.push.ffmpeg;

import java.util.Map;
import java.util.Objects;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/** Owner of an opened demuxer. One thread at a time; every blocking call heeds the interrupt. */
public final class MediaInput implements AutoCloseable {
  private final AVFormatContext context;
  private boolean closed;

  private MediaInput(AVFormatContext context) {
    this.context = context;
    NativeCount.created();
  }

  /**
   * Connects and reads until the tracks are known.
   *
   * @param options of protocol and demuxer, by FFmpeg's names
   */
  public static MediaInput open(String url, Map<String, String> options, Interrupt interrupt)
      throws FfmpegException {
    NativeLog.install();
    NativeLog.forget();
    NativeLog.about(url);
    AVFormatContext context = Objects.requireNonNull(avformat.avformat_alloc_context());
    interrupt.installIn(context.interrupt_callback());
    try (Options dictionary = new Options(options)) {
      // Frees the context itself when it fails.
      AVInputFormat probed = null;
      FfmpegException.check(
          "open", avformat.avformat_open_input(context, url, probed, dictionary.raw()));
    }
    MediaInput input = new MediaInput(context);
    try {
      AVDictionary none = null;
      FfmpegException.check("probe", avformat.avformat_find_stream_info(context, none));
    } catch (FfmpegException e) {
      input.close();
      throw e;
    }
    return input;
  }

  /** FFmpeg's name of the container format, for example {@code flv}. */
  public String format() {
    return context.iformat().name().getString();
  }

  /** Streams known so far; some formats find more while they are read. */
  public int streamCount() {
    return context.nb_streams();
  }

  /** The video stream to take, or null without one. */
  public @Nullable InputTrack bestVideo() {
    return best(avutil.AVMEDIA_TYPE_VIDEO, -1);
  }

  /** The sound to take with that video, or null without any. */
  public @Nullable InputTrack bestAudio(@Nullable InputTrack video) {
    return best(avutil.AVMEDIA_TYPE_AUDIO, video == null ? -1 : video.index());
  }

  /** Streams but these two are skipped, and where the protocol allows not fetched at all. */
  public void takeOnly(int videoIndex, int audioIndex) {
    for (int i = 0; i < context.nb_streams(); i++) {
      boolean taken = i == videoIndex || i == audioIndex;
      context.streams(i).discard(taken ? avcodec.AVDISCARD_DEFAULT : avcodec.AVDISCARD_ALL);
    }
  }

  /** Reads the next packet into this one; false at the end of the input. */
  public boolean read(Packet packet) throws FfmpegException {
    // It would overwrite the reference, not let go of it.
    packet.clear();
    int code = avformat.av_read_frame(context, packet.raw());
    if (code == avutil.AVERROR_EOF) {
      return false;
    }
    FfmpegException.check("read", code);
    return true;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      avformat.avformat_close_input(context);
      NativeCount.freed();
    }
  }

  private @Nullable InputTrack best(int type, int related) {
    AVCodec decoder = null;
    int index = avformat.av_find_best_stream(context, type, -1, related, decoder, 0);
    if (index < 0) {
      return null;
    }
    AVStream stream = context.streams(index);
    AVRational timeBase = stream.time_base();
    TrackFormat format = TrackFormat.of(stream.codecpar(), value(stream.avg_frame_rate()));
    return new InputTrack(index, format, timeBase.num(), timeBase.den());
  }

  private static double value(AVRational rate) {
    return rate.den() == 0 ? 0 : (double) rate.num() / rate.den();
  }
}
