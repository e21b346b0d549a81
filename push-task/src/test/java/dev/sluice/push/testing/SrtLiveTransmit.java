package dev.sluice.push.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Debian's {@code srt-live-transmit}, listening: what it receives goes to a file. */
public final class SrtLiveTransmit implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/srt-live-transmit");

  private final PeerProgram program;
  private final Path log;
  private final int port;

  private SrtLiveTransmit(PeerProgram program, Path log, int port) {
    this.program = program;
    this.log = log;
    this.port = port;
  }

  /** Whether it is installed, as it has to be in CI. */
  public static boolean isInstalled() {
    return PeerProgram.isInstalled(PROGRAM);
  }

  /**
   * Listens, and logs beside the file.
   *
   * @param options of its URL, such as {@code passphrase=...}
   */
  public static SrtLiveTransmit record(Path file, String options) {
    int port = FreePort.udp();
    Path log = file.resolveSibling("srt-live-transmit.log");
    ProcessBuilder command =
        new ProcessBuilder(
                PROGRAM.toString(),
                "srt://127.0.0.1:" + port + "?mode=listener&" + options,
                "file://con")
            .redirectOutput(file.toFile())
            .redirectError(log.toFile());
    return new SrtLiveTransmit(PeerProgram.start(command), log, port);
  }

  public String url() {
    return "srt://127.0.0.1:" + port;
  }

  public int port() {
    return port;
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
    program.close();
  }
}
