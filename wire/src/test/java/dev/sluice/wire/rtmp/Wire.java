package dev.sluice.wire.rtmp;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;

/** A client's and a server's session joined in memory; bytes cross in pieces of a given size. */
final class Wire {
  private final PublishSession client;
  private final ServerSession server;
  private final IntUnaryOperator pieceSize;

  Wire(PublishSession client, ServerSession server, IntUnaryOperator pieceSize) {
    this.client = client;
    this.server = server;
    this.pieceSize = pieceSize;
  }

  /** Carries bytes both ways until neither side has any left. */
  void settle() {
    boolean moved = true;
    while (moved) {
      moved = false;
      ByteBuffer up = client.pollOutgoing();
      if (up != null) {
        toServer(up);
        moved = true;
      }
      ByteBuffer down = server.pollOutgoing();
      if (down != null) {
        inPieces(down, client::received);
        moved = true;
      }
    }
  }

  /** Carries bytes that do not come from the session: media. */
  void toServer(ByteBuffer bytes) {
    inPieces(bytes, server::received);
  }

  private void inPieces(ByteBuffer bytes, Consumer<ByteBuffer> receiver) {
    while (bytes.hasRemaining()) {
      int size = Math.min(bytes.remaining(), Math.max(1, pieceSize.applyAsInt(bytes.remaining())));
      receiver.accept(bytes.slice(bytes.position(), size));
      bytes.position(bytes.position() + size);
    }
  }
}
