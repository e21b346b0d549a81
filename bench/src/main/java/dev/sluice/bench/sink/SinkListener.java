package dev.sluice.bench.sink;

import dev.sluice.wire.net.ConnectionHandler;
import dev.sluice.wire.net.EventLoop;
import dev.sluice.wire.net.Listener;
import dev.sluice.wire.net.TlsIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where an RTMP or RTMPS server of a benchmark listens: a port of its own on loopback.
 *
 * @param secure whether it speaks TLS
 */
public record SinkListener(Listener listener, boolean secure) implements AutoCloseable {
  /**
   * Listens.
   *
   * @param identity for RTMPS; null for RTMP
   * @param handlers makes one for each connection
   */
  public static SinkListener open(
      EventLoop loop, @Nullable TlsIdentity identity, Supplier<ConnectionHandler> handlers)
      throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return new SinkListener(Listener.open(loop, any, identity, handlers), identity != null);
  }

  /** The URL of an application, or of a stream of one. */
  public String url(String path) {
    int port = listener.localAddress().getPort();
    return (secure ? "rtmps://localhost:" : "rtmp://127.0.0.1:") + port + "/" + path;
  }

  @Override
  public void close() {
    listener.close();
  }
}
