package dev.sluice.wire.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listening socket, plain or TLS: each connection accepted gets a handler of its own, which is
 * told {@code onConnected} (over TLS after the handshake, {@code onFailed} if that fails). The
 * methods are thread-safe.
 */
public final class Listener implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
  private static final int BACKLOG = 1024;
  private static final int TLS_THREADS = 4;
  private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(10);

  /** How long to leave a full descriptor table alone: the socket stays ready all the while. */
  private static final Duration ACCEPT_PAUSE = Duration.ofMillis(100);

  private final EventLoop loop;
  private final ServerSocketChannel channel;
  private final InetSocketAddress localAddress;
  private final @Nullable TlsIdentity identity;
  private final @Nullable Workers tlsTasks;
  private final Supplier<ConnectionHandler> handlers;
  private final Acceptor acceptor = new Acceptor();

  private Listener(
      EventLoop loop,
      ServerSocketChannel channel,
      @Nullable TlsIdentity identity,
      Supplier<ConnectionHandler> handlers)
      throws IOException {
    this.loop = loop;
    this.channel = channel;
    this.identity = identity;
    this.tlsTasks = identity == null ? null : new Workers("sluice-tls-server", TLS_THREADS);
    this.handlers = handlers;
    localAddress = (InetSocketAddress) channel.getLocalAddress();
  }

  /**
   * Binds and listens at once; connections arrive on the loop's thread.
   *
   * @param bind address and port; port 0 lets the system choose
   * @param identity the certificates for TLS, or null for plain TCP
   * @throws IOException if the address cannot be bound
   */
  public static Listener open(
      EventLoop loop,
      InetSocketAddress bind,
      @Nullable TlsIdentity identity,
      Supplier<ConnectionHandler> handlers)
      throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.bind(bind, BACKLOG);
      Listener listener = new Listener(loop, channel, identity, handlers);
      loop.execute(listener.acceptor::start);
      return listener;
    } catch (IOException | RuntimeException e) {
      Sockets.closeQuietly(channel);
      throw e;
    }
  }

  /** The address bound, with its real port. */
  public InetSocketAddress localAddress() {
    return localAddress;
  }

  /** Stops accepting. Connections already accepted live on. */
  @Override
  public void close() {
    try {
      loop.execute(acceptor::stop);
    } catch (RejectedExecutionException e) {
      LOG.debug("{}: the loop has ended already", localAddress, e);
    }
  }

  private void accepted(SocketChannel socket) {
    String peer = "the client " + Sockets.remoteAddressOf(socket);
    try {
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
      ConnectionHandler handler = handlers.get();
      SocketConnection connection =
          identity == null || tlsTasks == null
              ? new PlainConnection(loop, socket, handler, peer)
              : new TlsConnection(
                  loop, socket, handler, peer, TlsEngines.server(identity), tlsTasks);
      connection.guarded(() -> connection.start(OPEN_TIMEOUT));
    } catch (IOException | RuntimeException e) {
      LOG.warn("{} was not taken in", peer, e);
      Sockets.closeQuietly(socket);
    }
  }

  /** The listening socket's place on the loop. */
  private final class Acceptor implements LoopMember {
    private @Nullable SelectionKey key;

    void start() {
      try {
        key = loop.register(channel, SelectionKey.OP_ACCEPT, this);
        loop.join(this);
      } catch (IOException e) {
        fault(e);
      }
    }

    @Override
    public void ready(int readyOps) {
      try {
        for (SocketChannel socket = channel.accept(); socket != null; socket = channel.accept()) {
          accepted(socket);
        }
      } catch (IOException e) {
        LOG.warn("{}: accepting failed, trying again soon", localAddress, e);
        interest(0);
        loop.schedule(ACCEPT_PAUSE, () -> interest(SelectionKey.OP_ACCEPT));
      }
    }

    private void interest(int ops) {
      if (key != null && key.isValid()) {
        key.interestOps(ops);
      }
    }

    void stop() {
      loop.leave(this);
      Sockets.closeQuietly(channel);
      if (tlsTasks != null) {
        tlsTasks.retire();
      }
    }

    @Override
    public void loopClosing() {
      stop();
    }

    @Override
    public void fault(Throwable fault) {
      LOG.error("{}: the listener failed", localAddress, fault);
      stop();
    }
  }
}
