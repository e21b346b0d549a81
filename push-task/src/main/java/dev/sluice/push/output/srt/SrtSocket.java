package dev.sluice.push.output.srt;

import dev.sluice.wire.url.SrtSettings;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * FFmpeg's {@code srt://} in caller mode: owns the native context. Its methods block; all but the
 * interrupt are for one thread.
 */
final class SrtSocket implements AutoCloseable {
  /** Seven packets of MPEG-TS: what fits into one SRT packet. */
  static final int PAYLOAD_BYTES = 1316;

  private final AVIOContext context;

  private SrtSocket(AVIOContext context) {
    this.context = context;
  }

  /**
   * Connects.
   *
   * @throws IOException naming FFmpeg's error; holds no secret
   */
  static SrtSocket connect(
      InetSocketAddress address, SrtSettings settings, Duration timeout, Interrupt interrupt)
      throws IOException {
    AVIOContext context = new AVIOContext(null);
    // Options, not a URL: nothing to escape, and FFmpeg logs URLs.
    try (AVDictionary options = new AVDictionary(null)) {
      set(options, "mode", "caller");
      set(options, "transtype", "live");
      set(options, "pkt_size", Integer.toString(PAYLOAD_BYTES));
      set(options, "connect_timeout", Long.toString(timeout.toMillis()));
      set(options, "streamid", settings.streamId());
      set(options, "passphrase", settings.passphrase());
      if (settings.latencyMillis() != null) {
        // Microseconds here, milliseconds everywhere else in SRT.
        set(options, "latency", Long.toString(settings.latencyMillis() * 1000L));
      }
      int result =
          avformat.avio_open2(
              context, url(address), avformat.AVIO_FLAG_WRITE, interrupt.callback(), options);
      avutil.av_dict_free(options);
      if (result < 0) {
        throw new IOException(describe(result));
      }
    }
    return new SrtSocket(context);
  }

  /**
   * Sends whole MPEG-TS packets, waiting while libsrt's buffer is full.
   *
   * @throws IOException when the connection is broken
   */
  void write(byte[] bytes, int length) throws IOException {
    avformat.avio_write(context, bytes, length);
    avformat.avio_flush(context);
    int error = context.error();
    if (error < 0) {
      throw new IOException(describe(error));
    }
  }

  @Override
  public void close() {
    avformat.avio_close(context);
  }

  private static void set(AVDictionary options, String name, @Nullable String value) {
    if (value != null) {
      avutil.av_dict_set(options, name, value, 0);
    }
  }

  private static String url(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    boolean v6 = address.getAddress() instanceof Inet6Address;
    return "srt://" + (v6 ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  private static String describe(int error) {
    try (BytePointer text = new BytePointer(256)) {
      avutil.av_strerror(error, text, text.capacity());
      return text.getString(StandardCharsets.UTF_8);
    }
  }
}
