package dev.sluice.local.demo.receiver;

import dev.sluice.local.net.Loopback;
import dev.sluice.local.process.ProcessGuard;
import java.io.IOException;
import java.net.DatagramSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An SRT receiver: an ffmpeg process that listens, and another one on the same port as soon as its
 * connection has ended; {@link #MAX_CONNECTIONS} in all.
 */
public final class SrtReceiver implements Receiver {

  /** Connections that are taken, one after the other. */
  public static final int MAX_CONNECTIONS = 100;

  private static final Logger LOG = LoggerFactory.getLogger(SrtReceiver.class);
  private static final int LATENCY_MICROS = 200_000;

  private final String name;
  private final int port;
  private final ProcessGuard guard;
  private final IntSupplier sentFrames;
  private final List<Decoder> decoders = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  private SrtReceiver(String name, int port, ProcessGuard guard, IntSupplier sentFrames) {
    this.name = name;
    this.port = port;
    this.guard = guard;
    this.sentFrames = sentFrames;
  }

  /**
   * Listens on a free port.
   *
   * @param sentFrames how many frames the sender has sent so far
   * @throws IOException if there is no port, or ffmpeg cannot be started
   */
  public static SrtReceiver open(String name, ProcessGuard guard, IntSupplier sentFrames)
      throws IOException {
    SrtReceiver receiver = new SrtReceiver(name, freeUdpPort(), guard, sentFrames);
    receiver.listen();
    return receiver;
  }

  @Override
  public String url() {
    return "srt://%s:%d".formatted(Loopback.HOST, port);
  }

  /** Of a listener that nobody came to, nothing. */
  @Override
  public List<Reception> receptions() {
    return decoders.stream()
        .map(decoder -> decoder.log().reception())
        .filter(reception -> reception.frames() > 0)
        .toList();
  }

  @Override
  public void close() {
    closed = true;
    decoders.forEach(Decoder::close);
  }

  private void listen() throws IOException {
    Decoder decoder =
        Decoder.start(
            name,
            guard,
            new FrameLog(sentFrames),
            List.of(
                "-i",
                "srt://%s:%d?mode=listener&latency=%d"
                    .formatted(Loopback.HOST, port, LATENCY_MICROS)));
    decoders.add(decoder);
    var _ = decoder.process().onExit().thenRun(this::listenAgain);
  }

  private void listenAgain() {
    if (closed || decoders.size() >= MAX_CONNECTIONS) {
      return;
    }
    try {
      listen();
    } catch (IOException e) {
      LOG.warn("{} listens no more: {}", name, e.toString());
    }
  }

  private static int freeUdpPort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(Loopback.port(0))) {
      return socket.getLocalPort();
    }
  }
}
