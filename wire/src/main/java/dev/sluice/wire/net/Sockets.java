package dev.sluice.wire.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Small things every socket needs. */
final class Sockets {

  private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);

  private Sockets() {}

  /** The peer's address for messages: {@code 192.0.2.1:40000}. */
  static String remoteAddressOf(SocketChannel channel) {
    try {
      return channel.getRemoteAddress() instanceof InetSocketAddress address
          ? address.getAddress().getHostAddress() + ":" + address.getPort()
          : "(not connected)";
    } catch (IOException e) {
      return "(gone)";
    }
  }

  /** Closes; what goes wrong then is of no use to anybody but a debugger. */
  static void closeQuietly(Channel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("closing a socket", e);
    }
  }
}
