package dev.sluice.push.ffmpeg;

import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;

/** Owner of one coded frame of silence, made once by the codec's own encoder. */
public final class SilentFrame implements AutoCloseable {
  /** Encoders begin with priming frames that differ; by this one they have settled. */
  private static final int SETTLED_FRAME = 8;

  private static final int MOST_FRAMES = 64;
  private static final long BITS_PER_SECOND_AND_CHANNEL = 32_000;

  private final TrackFormat format;
  private final Packet packet;

  private SilentFrame(TrackFormat format, Packet packet) {
    this.format = format;
    this.packet = packet;
  }

  /** Silence in the codec, rate and channels of a sound track. */
  public static SilentFrame like(TrackFormat audio) throws FfmpegException {
    return encode(audio.codecId(), audio.sampleRate(), audio.channels());
  }

  /** Silence in AAC-LC. */
  public static SilentFrame aac(int sampleRate, int channels) throws FfmpegException {
    return encode(avcodec.AV_CODEC_ID_AAC, sampleRate, channels);
  }

  /** How the frame is coded. */
  public TrackFormat format() {
    return format;
  }

  /** The frame; refer to it, do not change it. */
  public Packet packet() {
    return packet;
  }

  /** How long it lasts, in samples. */
  public int samples() {
    return format.frameSamples();
  }

  @Override
  public void close() {
    packet.close();
  }

  private static SilentFrame encode(int codecId, int sampleRate, int channels)
      throws FfmpegException {
    NativeLog.install();
    AVCodec codec = encoder(codecId);
    AVCodecContext context = avcodec.avcodec_alloc_context3(codec);
    AVFrame frame = avutil.av_frame_alloc();
    Packet packet = new Packet();
    try {
      open(context, codec, sampleRate, channels);
      fill(frame, context);
      encodeUntilSettled(context, frame, packet);
      return new SilentFrame(formatOf(context), packet);
    } catch (FfmpegException e) {
      packet.close();
      throw e;
    } finally {
      avutil.av_frame_free(frame);
      avcodec.avcodec_free_context(context);
    }
  }

  private static AVCodec encoder(int codecId) throws FfmpegException {
    // FFmpeg's own Opus encoder is experimental.
    AVCodec codec =
        codecId == avcodec.AV_CODEC_ID_OPUS
            ? avcodec.avcodec_find_encoder_by_name("libopus")
            : avcodec.avcodec_find_encoder(codecId);
    if (codec == null || codec.isNull()) {
      throw new FfmpegException("encoder of silence", avutil.AVERROR_ENCODER_NOT_FOUND);
    }
    return codec;
  }

  private static void open(AVCodecContext context, AVCodec codec, int sampleRate, int channels)
      throws FfmpegException {
    context.sample_rate(sampleRate);
    context.bit_rate(BITS_PER_SECOND_AND_CHANNEL * channels);
    context.sample_fmt(firstSampleFormat(codec));
    avutil.av_channel_layout_default(context.ch_layout(), channels);
    // Parameters go into the extradata, not into each frame.
    context.flags(context.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
    AVDictionary none = null;
    FfmpegException.check("encoder of silence", avcodec.avcodec_open2(context, codec, none));
  }

  private static int firstSampleFormat(AVCodec codec) throws FfmpegException {
    try (IntPointer count = new IntPointer(1);
        Pointer formats = new Pointer()) {
      FfmpegException.check(
          "avcodec_get_supported_config",
          avcodec.avcodec_get_supported_config(
              null, codec, avcodec.AV_CODEC_CONFIG_SAMPLE_FORMAT, 0, formats, count));
      return new IntPointer(formats).get();
    }
  }

  private static void fill(AVFrame frame, AVCodecContext context) throws FfmpegException {
    frame.nb_samples(context.frame_size());
    frame.format(context.sample_fmt());
    frame.sample_rate(context.sample_rate());
    FfmpegException.check(
        "av_channel_layout_copy",
        avutil.av_channel_layout_copy(frame.ch_layout(), context.ch_layout()));
    FfmpegException.check("av_frame_get_buffer", avutil.av_frame_get_buffer(frame, 0));
    FfmpegException.check(
        "av_samples_set_silence",
        avutil.av_samples_set_silence(
            frame.extended_data(),
            0,
            frame.nb_samples(),
            context.ch_layout().nb_channels(),
            context.sample_fmt()));
  }

  private static void encodeUntilSettled(AVCodecContext context, AVFrame frame, Packet packet)
      throws FfmpegException {
    int frames = 0;
    for (int i = 0; i < MOST_FRAMES; i++) {
      frame.pts((long) i * frame.nb_samples());
      FfmpegException.check("avcodec_send_frame", avcodec.avcodec_send_frame(context, frame));
      int code = avcodec.avcodec_receive_packet(context, packet.raw());
      if (code == AVERROR_EAGAIN()) {
        continue;
      }
      FfmpegException.check("avcodec_receive_packet", code);
      if (++frames == SETTLED_FRAME) {
        return;
      }
    }
    throw new FfmpegException("encoder of silence", avutil.AVERROR_EXTERNAL);
  }

  private static TrackFormat formatOf(AVCodecContext context) throws FfmpegException {
    AVCodecParameters parameters = avcodec.avcodec_parameters_alloc();
    try {
      FfmpegException.check(
          "avcodec_parameters_from_context",
          avcodec.avcodec_parameters_from_context(parameters, context));
      return TrackFormat.of(parameters, 0);
    } finally {
      avcodec.avcodec_parameters_free(parameters);
    }
  }
}
