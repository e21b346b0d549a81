package dev.sluice.wire.rtmp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Moves a session's bytes over a real socket, on the test's own thread. */
final class SocketPump implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SocketChannel channel;
  private final Selector selector;
  private final Consumer<ByteBuffer> receiver;
  private final Supplier<@Nullable ByteBuffer> sender;
  private final ByteBuffer input = ByteBuffer.allocate(64 * 1024);
  private boolean closedByPeer;

  SocketPump(
      SocketChannel channel, Consumer<ByteBuffer> receiver, Supplier<@Nullable ByteBuffer> sender)
      throws IOException {
    this.channel = channel;
    this.receiver = receiver;
    this.sender = sender;
    channel.configureBlocking(false);
    selector = Selector.open();
    channel.register(selector, SelectionKey.OP_READ);
  }

  /** A listener on a port of the system's choice, on the loopback address. */
  static ServerSocketChannel listen() throws IOException {
    return ServerSocketChannel.open()
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  static int port(ServerSocketChannel listener) {
    return listener.socket().getLocalPort();
  }

  /** The next connection, within the tests' patience. */
  static SocketChannel accept(ServerSocketChannel listener) throws IOException {
    listener.configureBlocking(false);
    try (Selector ready = Selector.open()) {
      listener.register(ready, SelectionKey.OP_ACCEPT);
      if (ready.select(PATIENCE.toMillis()) == 0) {
        throw new AssertionError("nobody connected");
      }
      return listener.accept();
    }
  }

  /** Carries bytes both ways until the condition holds or the peer has closed. */
  void until(BooleanSupplier condition) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    flush();
    while (!condition.getAsBoolean() && !closedByPeer) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("the peer did not do in time what was expected");
      }
      selector.select(100);
      selector.selectedKeys().clear();
      receive();
      flush();
    }
  }

  boolean isClosedByPeer() {
    return closedByPeer;
  }

  /** Sends bytes that do not come from the session, behind those that do. */
  void write(ByteBuffer bytes) throws IOException {
    flush();
    writeFully(bytes);
  }

  private void flush() throws IOException {
    ByteBuffer waiting = sender.get();
    while (waiting != null) {
      writeFully(waiting);
      waiting = sender.get();
    }
  }

  private void writeFully(ByteBuffer bytes) throws IOException {
    channel.register(selector, SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    while (bytes.hasRemaining() && !closedByPeer) {
      if (channel.write(bytes) == 0) {
        selector.select(100);
        selector.selectedKeys().clear();
        receive();
      }
    }
    channel.register(selector, SelectionKey.OP_READ);
  }

  private void receive() throws IOException {
    int count = channel.read(input.clear());
    while (count > 0) {
      receiver.accept(input.flip());
      count = channel.read(input.clear());
    }
    closedByPeer |= count < 0;
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
  }
}
