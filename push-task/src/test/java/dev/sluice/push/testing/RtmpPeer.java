package dev.sluice.push.testing;

import dev.sluice.wire.net.EventLoop;
import dev.sluice.wire.net.Listener;
import dev.sluice.wire.net.TlsIdentity;
import dev.sluice.wire.rtmp.ServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * An RTMP server that a test owns: records what it is sent, and misbehaves as its {@link Manners}
 * say. One thread; thread-safe.
 */
public final class RtmpPeer implements AutoCloseable {
  private final EventLoop loop = EventLoop.start("rtmp-peer");
  private final Listener listener;
  private final List<PeerConnection> connections = new CopyOnWriteArrayList<>();
  private volatile Manners manners;
  private volatile ServerOptions options = ServerOptions.DEFAULT;

  private RtmpPeer(Manners manners, @Nullable TlsIdentity identity, int port) {
    this.manners = manners;
    try {
      listener =
          Listener.open(
              loop,
              new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
              identity,
              this::accept);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static RtmpPeer start() {
    return new RtmpPeer(Manners.GOOD, null, 0);
  }

  /** On the port of one that was closed. */
  public static RtmpPeer startAgain(int port) {
    return new RtmpPeer(Manners.GOOD, null, port);
  }

  public static RtmpPeer start(Manners manners) {
    return new RtmpPeer(manners, null, 0);
  }

  public static RtmpPeer overTls(TlsIdentity identity) {
    return new RtmpPeer(Manners.GOOD, identity, 0);
  }

  private PeerConnection accept() {
    PeerConnection connection = new PeerConnection(loop, manners, options);
    connections.add(connection);
    return connection;
  }

  /** How connections made from now on are treated. */
  public void behave(Manners next) {
    manners = next;
  }

  /** What connections made from now on are told. */
  public void options(ServerOptions next) {
    options = next;
  }

  public int port() {
    return listener.localAddress().getPort();
  }

  /** {@code rtmp://127.0.0.1:port/app}. */
  public String url() {
    return "rtmp://127.0.0.1:" + port() + "/app";
  }

  /** All there ever were, oldest first. */
  public List<PeerConnection> connections() {
    return List.copyOf(connections);
  }

  /** The newest connection. */
  public PeerConnection connection() {
    return connections.getLast();
  }

  /** Connections whose publish was accepted. */
  public long publishes() {
    return connections.stream().filter(PeerConnection::isPublished).count();
  }

  @Override
  public void close() {
    listener.close();
    loop.close();
  }
}
