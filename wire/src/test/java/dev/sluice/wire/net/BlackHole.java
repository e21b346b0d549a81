package dev.sluice.wire.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * A loopback port that does not answer: it listens with the smallest backlog, accepts nobody, and
 * is full, so that the kernel drops every further SYN.
 */
final class BlackHole implements AutoCloseable {

  private static final int FILL = 8;

  private final ServerSocket socket;
  private final List<SocketChannel> fill = new ArrayList<>();

  /** Port 0 lets the system choose. */
  BlackHole(InetAddress address, int port) throws IOException {
    socket = new ServerSocket();
    socket.bind(new InetSocketAddress(address, port), 1);
    for (int i = 0; i < FILL; i++) {
      SocketChannel channel = SocketChannel.open();
      fill.add(channel);
      channel.configureBlocking(false);
      channel.connect(socket.getLocalSocketAddress());
    }
    // Full once some of them are left waiting.
    Awaitility.await().until(() -> fill.stream().filter(BlackHole::isConnected).count() >= 2);
  }

  int port() {
    return socket.getLocalPort();
  }

  private static boolean isConnected(SocketChannel channel) {
    try {
      return channel.finishConnect();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel channel : fill) {
      channel.close();
    }
    socket.close();
  }
}
