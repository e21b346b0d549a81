package dev.sluice.wire.srt;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A real SRT peer on loopback: Debian's {@code srt-live-transmit}. */
final class SrtLiveTransmit implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/bin/srt-live-transmit");
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private final Process process;
  private final Path log;
  private final InetSocketAddress address;

  /** Whether the program is there. */
  static boolean installed() {
    return Files.isExecutable(PROGRAM);
  }

  private SrtLiveTransmit(InetSocketAddress address, String source, String target)
      throws IOException {
    this.address = address;
    log = Files.createTempFile("srt-live-transmit", ".log");
    process =
        new ProcessBuilder(PROGRAM.toString(), "-loglevel:note", "-statspf:csv", source, target)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
  }

  /** Starts a listener with options of its URL, such as {@code passphrase=...}. */
  static SrtLiveTransmit listener(String options) throws IOException {
    int port;
    try (DatagramSocket free = new DatagramSocket(0, LOOPBACK)) {
      port = free.getLocalPort();
    }
    return new SrtLiveTransmit(
        new InetSocketAddress(LOOPBACK, port),
        "srt://127.0.0.1:" + port + "?mode=listener&" + options,
        "file://con");
  }

  /** Starts a caller with options of its URL, such as {@code streamid=...}. */
  static SrtLiveTransmit caller(InetSocketAddress peer, String options) throws IOException {
    return new SrtLiveTransmit(
        peer, "file://con", "srt://127.0.0.1:" + peer.getPort() + "?mode=caller&" + options);
  }

  InetSocketAddress address() {
    return address;
  }

  /** What the program has said so far. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Files.deleteIfExists(log);
  }
}
