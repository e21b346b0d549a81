package dev.sluice.local.ingest;

import dev.sluice.local.cli.StartException;
import dev.sluice.local.net.Loopback;
import dev.sluice.wire.net.EventLoop;
import dev.sluice.wire.net.Listener;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An RTMP server for this machine: takes publishers that the gate lets in, and serves what they
 * publish to any number of players, from the last key frame on. A player that is slow is dropped, a
 * publisher never waits for one. A second publisher on a key is refused while the first is alive.
 *
 * <p>All of it happens on one event loop. Players need no permission but the key itself: only this
 * machine can connect.
 */
public final class RtmpIngest implements AutoCloseable {

  private final EventLoop loop;
  private final Listener listener;

  private RtmpIngest(EventLoop loop, Listener listener) {
    this.loop = loop;
    this.listener = listener;
  }

  /**
   * Listens on 127.0.0.1.
   *
   * @param port 0 lets the system choose
   * @throws StartException if the port is taken
   */
  public static RtmpIngest start(int port, IngestGate gate, Clock clock) throws StartException {
    EventLoop loop = EventLoop.start("ingest");
    Publications publications = new Publications(loop, gate);
    AtomicLong clients = new AtomicLong();
    // A hook makes a session's id of it: another run's first client must not have the same.
    String run = Long.toString(clock.millis(), Character.MAX_RADIX) + "-";
    try {
      Listener listener =
          Listener.open(
              loop,
              Loopback.port(port),
              null,
              () -> new IngestConnection(run + clients.incrementAndGet(), publications));
      return new RtmpIngest(loop, listener);
    } catch (IOException e) {
      loop.close();
      throw new StartException(
          "RTMP port " + port + " is in use; give another with --rtmp-port, or 0 for any", e);
    }
  }

  /** What encoders are told, to which they add a slash and the stream key. */
  public String url() {
    return "rtmp://%s:%d/%s"
        .formatted(Loopback.HOST, listener.localAddress().getPort(), Publications.APP);
  }

  /** Drops all clients; publishers are told of as gone. */
  @Override
  public void close() {
    listener.close();
    loop.close();
  }
}
