package dev.sluice.push.testing;

import java.nio.file.Path;
import java.time.Duration;

/** ffmpeg as an RTMP server that plays a clip, over and over, to the one who asks first. */
public final class RtmpServer implements AutoCloseable {
  private final int port;
  private final Ffmpeg ffmpeg;

  private RtmpServer(int port, Ffmpeg ffmpeg) {
    this.port = port;
    this.ffmpeg = ffmpeg;
  }

  public static RtmpServer play(Path clip) {
    return play(clip, FreePort.tcp());
  }

  public static RtmpServer play(Path clip, int port) {
    Ffmpeg ffmpeg =
        Ffmpeg.start(
            "-re",
            "-stream_loop",
            "-1",
            "-i",
            clip.toString(),
            "-c",
            "copy",
            "-f",
            "flv",
            "-listen",
            "1",
            url(port));
    // It prints its input only when it has opened it, right before it listens.
    ffmpeg.awaitLog(line -> line.startsWith("Input #0"), Duration.ofSeconds(10));
    return new RtmpServer(port, ffmpeg);
  }

  public int port() {
    return port;
  }

  public String url() {
    return url(port);
  }

  /** Ends it as a crash would. */
  public void kill() {
    ffmpeg.kill();
  }

  @Override
  public void close() {
    ffmpeg.close();
  }

  private static String url(int port) {
    return "rtmp://127.0.0.1:" + port + "/live/secret-key";
  }
}
