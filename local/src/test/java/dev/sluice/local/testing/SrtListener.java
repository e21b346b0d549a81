package dev.sluice.local.testing;

import static org.awaitility.Awaitility.await;

import dev.sluice.local.net.Loopback;
import dev.sluice.push.ffmpeg.FfmpegProgram;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An ffmpeg process that listens for SRT and writes what comes to a file. */
public final class SrtListener implements AutoCloseable {

  private final Process process;
  private final int port;

  private SrtListener(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Listens on a free port. */
  public static SrtListener record(Path file) throws IOException {
    int port;
    try (DatagramSocket socket = new DatagramSocket(Loopback.port(0))) {
      port = socket.getLocalPort();
    }
    Process process =
        FfmpegProgram.ffmpeg(
                List.of(
                    ("-nostdin -loglevel error -i srt://127.0.0.1:%d?mode=listener -c copy -f"
                            + " mpegts -y %s")
                        .formatted(port, file)
                        .split(" ")))
            .redirectErrorStream(true)
            .redirectOutput(file.resolveSibling("srt.log").toFile())
            .start();
    await("SRT listener").atMost(Duration.ofSeconds(10)).until(() -> isBound(port));
    return new SrtListener(process, port);
  }

  public String url() {
    return "srt://127.0.0.1:" + port;
  }

  /** Waits until its connection has ended and the file is whole. */
  public void awaitEnd() throws Exception {
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      throw new IOException("the SRT connection did not end");
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static boolean isBound(int port) throws IOException {
    try (DatagramSocket _ = new DatagramSocket(Loopback.port(port))) {
      return false;
    } catch (BindException e) {
      return true;
    }
  }
}
