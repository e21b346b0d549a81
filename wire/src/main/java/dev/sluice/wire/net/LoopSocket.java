package dev.sluice.wire.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connected socket on a loop's selector. Confined to the loop's thread. */
final class LoopSocket {

  private static final Logger LOG = LoggerFactory.getLogger(LoopSocket.class);

  private final SocketChannel channel;
  private final SelectionKey key;
  private final InetSocketAddress remoteAddress;
  private final InetSocketAddress localAddress;
  private int interest;
  private boolean outputShut;

  /** Registers the socket for its new owner, with no interest yet. */
  LoopSocket(EventLoop loop, SocketChannel channel, LoopMember owner) throws IOException {
    this.channel = channel;
    remoteAddress = (InetSocketAddress) channel.getRemoteAddress();
    localAddress = (InetSocketAddress) channel.getLocalAddress();
    key = loop.register(channel, 0, owner);
  }

  SocketChannel channel() {
    return channel;
  }

  InetSocketAddress remoteAddress() {
    return remoteAddress;
  }

  InetSocketAddress localAddress() {
    return localAddress;
  }

  /** Sets what to be told of; costs nothing when it is so already. */
  void interest(boolean read, boolean write) {
    int wanted = (read ? SelectionKey.OP_READ : 0) | (write ? SelectionKey.OP_WRITE : 0);
    if (wanted != interest && key.isValid()) {
      interest = wanted;
      key.interestOps(wanted);
    }
  }

  /** Sends FIN, once. */
  void shutOutput() throws IOException {
    if (!outputShut) {
      outputShut = true;
      channel.shutdownOutput();
    }
  }

  /** Closes with RST: what was sent and not received is dropped at once, on both sides. */
  void reset() {
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      LOG.debug("{}: closing without a reset", remoteAddress, e);
    }
    close();
  }

  void close() {
    Sockets.closeQuietly(channel);
  }
}
