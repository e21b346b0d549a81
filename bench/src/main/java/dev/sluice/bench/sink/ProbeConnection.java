package dev.sluice.bench.sink;

import dev.sluice.wire.net.CloseReason;
import dev.sluice.wire.net.ConnectFailure;
import dev.sluice.wire.net.Connection;
import dev.sluice.wire.net.ConnectionHandler;
import dev.sluice.wire.rtmp.MessageType;
import dev.sluice.wire.rtmp.RtmpMessage;
import dev.sluice.wire.rtmp.ServerListener;
import dev.sluice.wire.rtmp.ServerOptions;
import dev.sluice.wire.rtmp.ServerSession;
import dev.sluice.wire.rtmp.StreamReply;
import dev.sluice.wire.rtmp.StreamRequest;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A publisher of the probe. */
final class ProbeConnection implements ConnectionHandler, ServerListener {
  private final Probe probe;
  private final ServerSession session =
      new ServerSession(ServerOptions.DEFAULT, this, System::nanoTime);
  private @Nullable ByteBuffer waiting;

  ProbeConnection(Probe probe) {
    this.probe = probe;
  }

  private void flush(Connection to) {
    while (waiting != null || (waiting = session.pollOutgoing()) != null) {
      boolean _ = to.write(waiting) > 0;
      if (waiting.hasRemaining()) {
        to.wantWrite(true);
        return;
      }
      waiting = null;
    }
    to.wantWrite(false);
  }

  @Override
  public void onConnected(Connection accepted) {}

  @Override
  public void onReadable(Connection from, ByteBuffer bytes) {
    session.received(bytes);
    flush(from);
  }

  @Override
  public void onWritable(Connection to) {
    flush(to);
  }

  @Override
  public void onClosed(Connection closed, CloseReason reason) {}

  @Override
  public void onFailed(ConnectFailure failure) {}

  @Override
  public void onPublish(StreamRequest request, StreamReply reply) {
    reply.accept();
  }

  @Override
  public void onMedia(RtmpMessage message) {
    boolean picture =
        message.type() == MessageType.VIDEO
            && message.payload().remaining() > 5
            && message.payload().get(message.payload().position() + 1) == 1;
    if (picture) {
      probe.frame(message.payload());
    }
  }

  @Override
  public void onStreamEnded() {}

  @Override
  public void onProtocolError(String message) {}
}
