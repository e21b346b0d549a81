package dev.sluice.wire.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** A connection over TCP: what is taken is in the kernel already. */
final class PlainConnection extends SocketConnection {

  PlainConnection(EventLoop loop, SocketChannel channel, ConnectionHandler handler, String peer)
      throws IOException {
    super(loop, channel, handler, peer);
  }

  @Override
  void start(Duration openTimeout) {
    opened();
  }

  @Override
  long take(ByteBuffer[] srcs, int count) throws IOException {
    return count == 1 ? channel().write(srcs[0]) : channel().write(srcs, 0, count);
  }

  @Override
  void readReady() throws IOException {
    ByteBuffer buffer = loop().buffers().read();
    if (channel().read(buffer) < 0) {
      remoteEnded();
    } else if (buffer.flip().hasRemaining()) {
      deliver(buffer);
    }
  }

  @Override
  boolean flush() {
    return true;
  }

  @Override
  void sayGoodbye() {}

  @Override
  void readResumed() {}

  @Override
  CloseReason explain(IOException failure) {
    return new CloseReason(
        CloseReason.Kind.REMOTE_RESET,
        "the connection to " + peer() + " broke: " + failure.getMessage());
  }

  @Override
  public boolean secure() {
    return false;
  }

  @Override
  public int pendingBytes() {
    return 0;
  }
}
