package dev.sluice.local.demo.receiver;

import dev.sluice.local.net.Loopback;
import dev.sluice.local.process.ProcessGuard;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;
import javax.net.ServerSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An RTMP or RTMPS receiver: a door that stays at its port, behind which each connection finds an
 * ffmpeg process listening for it alone. ffmpeg takes one RTMP connection, then ends, and cannot
 * terminate TLS; the door can, and changes no byte.
 *
 * <p>Two virtual threads a connection, and one for the door; {@link #MAX_CONNECTIONS} in all.
 */
public final class RtmpReceiver implements Receiver {

  /** Connections that are taken, one after the other or at once. */
  public static final int MAX_CONNECTIONS = 100;

  private static final Logger LOG = LoggerFactory.getLogger(RtmpReceiver.class);

  private final String name;
  private final String scheme;
  private final ServerSocket door;
  private final ProcessGuard guard;
  private final IntSupplier sentFrames;
  private final List<Decoder> decoders = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  private RtmpReceiver(
      String name, String scheme, ServerSocket door, ProcessGuard guard, IntSupplier sentFrames) {
    this.name = name;
    this.scheme = scheme;
    this.door = door;
    this.guard = guard;
    this.sentFrames = sentFrames;
  }

  /**
   * Opens the door on a free port.
   *
   * @param doors plain for RTMP, of TLS for RTMPS
   * @param sentFrames how many frames the sender has sent so far
   * @throws IOException if there is no port
   */
  public static RtmpReceiver open(
      String name,
      boolean tls,
      ServerSocketFactory doors,
      ProcessGuard guard,
      IntSupplier sentFrames)
      throws IOException {
    ServerSocket door = doors.createServerSocket();
    door.bind(Loopback.port(0));
    RtmpReceiver receiver = new RtmpReceiver(name, tls ? "rtmps" : "rtmp", door, guard, sentFrames);
    Thread.ofVirtual().name("door-" + name).start(receiver::accept);
    return receiver;
  }

  @Override
  public String url() {
    return "%s://%s:%d/live".formatted(scheme, Loopback.HOST, door.getLocalPort());
  }

  /** How many connections have been made, decoded from or not. */
  public int connections() {
    return decoders.size();
  }

  @Override
  public List<Reception> receptions() {
    return decoders.stream().map(decoder -> decoder.log().reception()).toList();
  }

  @Override
  public void close() {
    closeQuietly(door);
    sockets.forEach(RtmpReceiver::closeQuietly);
    decoders.forEach(Decoder::close);
  }

  private void accept() {
    while (!door.isClosed() && decoders.size() < MAX_CONNECTIONS) {
      try {
        Socket client = door.accept();
        sockets.add(client);
        Thread.ofVirtual().name("receiver-" + name).start(() -> serve(client));
      } catch (IOException e) {
        if (!door.isClosed()) {
          LOG.warn("{} could not take a connection: {}", name, e.toString());
        }
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      // A TLS client that is no client is found out before a process is started for it.
      client.setTcpNoDelay(true);
      int port = Loopback.freePort();
      Decoder decoder =
          Decoder.start(
              name,
              guard,
              new FrameLog(sentFrames),
              List.of("-listen", "1", "-i", "rtmp://%s:%d/live".formatted(Loopback.HOST, port)));
      decoders.add(decoder);
      try (Socket toDecoder = Pipe.connect(port, decoder.process())) {
        Pipe.both(client, toDecoder);
      }
    } catch (IOException e) {
      LOG.debug("a connection to {} ended: {}", name, e.toString());
    } finally {
      sockets.remove(client);
    }
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      LOG.debug("did not close in order", e);
    }
  }
}
