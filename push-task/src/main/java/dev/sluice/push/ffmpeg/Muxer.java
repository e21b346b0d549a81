package dev.sluice.push.ffmpeg;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/**
 * Owner of one of FFmpeg's muxers that writes into memory. One thread at a time.
 *
 * <p>It writes into one of FFmpeg's own growing buffers, rewound before each packet: no call back
 * into the JVM for a write, and no allocation once the largest frame has been seen.
 */
public final class Muxer implements AutoCloseable {
  private static final int SEEK_SET = 0;

  private final AVFormatContext context = new AVFormatContext(null);
  private final AVIOContext buffer = new AVIOContext(null);
  private final BytePointer start = new BytePointer();
  private final byte[] header;
  private ByteBuffer view = ByteBuffer.allocateDirect(0);
  private long viewAddress;
  private boolean closed;

  /**
   * Sets up a muxer and writes the container's header.
   *
   * @param format FFmpeg's name of the container
   * @param options of the muxer, by FFmpeg's names
   * @param tracks become streams 0, 1, ...
   */
  public Muxer(String format, Map<String, String> options, List<TrackFormat> tracks)
      throws FfmpegException {
    NativeLog.install();
    NativeLog.forget();
    AVOutputFormat guessed = null;
    FfmpegException.check(
        format, avformat.avformat_alloc_output_context2(context, guessed, format, null));
    NativeCount.created();
    try (Options dictionary = new Options(options)) {
      FfmpegException.check("avio_open_dyn_buf", avformat.avio_open_dyn_buf(buffer));
      context.pb(buffer);
      for (TrackFormat track : tracks) {
        AVStream stream = Objects.requireNonNull(avformat.avformat_new_stream(context, null));
        track.fill(stream.codecpar());
      }
      FfmpegException.check(
          format + " header", avformat.avformat_write_header(context, dictionary.raw()));
      ByteBuffer written = written();
      header = new byte[written.remaining()];
      written.get(header);
    } catch (FfmpegException e) {
      close();
      throw e;
    }
  }

  /** What the container begins with. */
  public ByteBuffer header() {
    return ByteBuffer.wrap(header).asReadOnlyBuffer();
  }

  /** Timestamps of a stream are in units of 1/this second. */
  public int timeUnitsPerSecond(int stream) {
    var timeBase = context.streams(stream).time_base();
    return timeBase.den() / timeBase.num();
  }

  /** Sets an option of the muxer that it reads while it runs. */
  public void set(String option, String value) throws FfmpegException {
    FfmpegException.check(option, avutil.av_opt_set(context.priv_data(), option, value, 0));
  }

  /**
   * Muxes one packet, whose payload reference is used up.
   *
   * @return what came of it, perhaps nothing; read-only and valid until the next call
   */
  public ByteBuffer write(Packet packet) throws FfmpegException {
    avformat.avio_seek(buffer, 0, SEEK_SET);
    int code = avformat.av_write_frame(context, packet.raw());
    packet.clear();
    FfmpegException.check("av_write_frame", code);
    return written();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (!buffer.isNull()) {
      avformat.avio_close_dyn_buf(buffer, start);
      avutil.av_free(start);
    }
    avformat.avformat_free_context(context);
    NativeCount.freed();
  }

  private ByteBuffer written() {
    long length = avformat.avio_tell(buffer);
    if (length == 0) {
      return view.clear().limit(0);
    }
    int capacity = avformat.avio_get_dyn_buf(buffer, start);
    if (capacity < length || start.isNull()) {
      throw new IllegalStateException("a muxer's buffer of " + capacity + " holds " + length);
    }
    if (start.address() != viewAddress || view.capacity() < length) {
      viewAddress = start.address();
      view = start.capacity(capacity).asByteBuffer().asReadOnlyBuffer();
    }
    return view.clear().limit((int) length);
  }
}
