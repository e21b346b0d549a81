package dev.sluice.push.ffmpeg;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/**
 * How a track is coded: what FFmpeg keeps in AVCodecParameters, as a value.
 *
 * @param codecId FFmpeg's AVCodecID
 * @param codec FFmpeg's short name of the codec, for example {@code h264}
 * @param profile FFmpeg's number of the codec's profile, negative when not known
 * @param width pixels; 0 for sound
 * @param height pixels; 0 for sound
 * @param frameRate frames per second; 0 when not known
 * @param sampleRate Hz; 0 for pictures
 * @param channels of sound; 0 for pictures
 * @param frameSamples samples of one coded frame of sound; 0 when not known
 * @param extradata read-only: parameter sets, or the sound's configuration; may be empty
 */
public record TrackFormat(
    boolean video,
    int codecId,
    String codec,
    int profile,
    int width,
    int height,
    double frameRate,
    int sampleRate,
    int channels,
    int frameSamples,
    ByteBuffer extradata) {
  public TrackFormat {
    extradata = copy(extradata);
  }

  /** Copies what the native parameters say. */
  static TrackFormat of(AVCodecParameters from, double frameRate) {
    boolean video = from.codec_type() == avutil.AVMEDIA_TYPE_VIDEO;
    return new TrackFormat(
        video,
        from.codec_id(),
        avcodec.avcodec_get_name(from.codec_id()).getString(),
        from.profile(),
        video ? from.width() : 0,
        video ? from.height() : 0,
        video ? frameRate : 0,
        video ? 0 : from.sample_rate(),
        video ? 0 : from.ch_layout().nb_channels(),
        video ? 0 : from.frame_size(),
        bytes(from));
  }

  public TrackFormat withExtradata(ByteBuffer other) {
    return new TrackFormat(
        video,
        codecId,
        codec,
        profile,
        width,
        height,
        frameRate,
        sampleRate,
        channels,
        frameSamples,
        other);
  }

  /** Whether a decoder set up for the one can go on with the other. */
  public boolean decodesAs(TrackFormat other) {
    return codecId == other.codecId
        && width == other.width
        && height == other.height
        && sampleRate == other.sampleRate
        && channels == other.channels
        && extradata.equals(other.extradata);
  }

  /** Writes this into native parameters, which own the copy of the extradata. */
  void fill(AVCodecParameters to) {
    to.codec_type(video ? avutil.AVMEDIA_TYPE_VIDEO : avutil.AVMEDIA_TYPE_AUDIO);
    to.codec_id(codecId);
    to.codec_tag(0);
    to.profile(profile);
    to.width(width);
    to.height(height);
    to.sample_rate(sampleRate);
    to.frame_size(frameSamples);
    if (!video) {
      avutil.av_channel_layout_default(to.ch_layout(), channels);
    }
    if (extradata.hasRemaining()) {
      int size = extradata.remaining();
      var room =
          new BytePointer(avutil.av_mallocz(size + avcodec.AV_INPUT_BUFFER_PADDING_SIZE))
              .capacity(size);
      room.asByteBuffer().put(extradata.duplicate());
      to.extradata(room);
      to.extradata_size(size);
    }
  }

  private static ByteBuffer bytes(AVCodecParameters from) {
    int size = from.extradata_size();
    return size <= 0 ? ByteBuffer.allocate(0) : from.extradata().capacity(size).asByteBuffer();
  }

  private static ByteBuffer copy(ByteBuffer from) {
    return ByteBuffer.allocate(from.remaining()).put(from.duplicate()).flip().asReadOnlyBuffer();
  }
}
