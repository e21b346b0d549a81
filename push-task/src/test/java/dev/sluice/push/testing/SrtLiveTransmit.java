package dev.sluice.push.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Debian's {@code srt-live-transmit}, listening: what it receives goes to a file. */
public final class SrtLiveTransmit implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/srt-live-transmit");

  private final Process process;
  private final Path log;
  private final int port;

  private SrtLiveTransmit(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /** Whether it is installed, as it has to be in CI. */
  public static boolean isInstalled() {
    return System.getenv("CI") != null || Files.isExecutable(PROGRAM);
  }

  /**
   * Listens, and logs beside the file.
   *
   * @param options of its URL, such as {@code passphrase=...}
   */
  public static SrtLiveTransmit record(Path file, String options) {
    int port = FreePort.udp();
    Path log = file.resolveSibling("srt-live-transmit.log");
    try {
      Process process =
          new ProcessBuilder(
                  PROGRAM.toString(),
                  "srt://127.0.0.1:" + port + "?mode=listener&" + options,
                  "file://con")
              .redirectOutput(file.toFile())
              .redirectError(log.toFile())
              .start();
      return new SrtLiveTransmit(process, log, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String url() {
    return "srt://127.0.0.1:" + port;
  }

  /** What it has said so far. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
