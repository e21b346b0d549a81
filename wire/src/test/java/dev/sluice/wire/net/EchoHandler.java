package dev.sluice.wire.net;

import java.nio.ByteBuffer;

/** Sends back what it gets; whatever does not fit at once is kept and sent as there is room. */
final class EchoHandler extends RecordingHandler {

  private ByteBuffer rest = ByteBuffer.allocate(0);

  @Override
  public void onReadable(Connection connection, ByteBuffer bytes) {
    connection.write(bytes);
    if (bytes.hasRemaining()) {
      rest = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
      connection.wantRead(false);
      connection.wantWrite(true);
    }
  }

  @Override
  public void onWritable(Connection connection) {
    connection.write(rest);
    if (!rest.hasRemaining()) {
      connection.wantWrite(false);
      connection.wantRead(true);
    }
  }
}
