package dev.sluice.bench.sink;

import dev.sluice.wire.net.CloseReason;
import dev.sluice.wire.net.ConnectFailure;
import dev.sluice.wire.net.Connection;
import dev.sluice.wire.net.ConnectionHandler;
import dev.sluice.wire.net.OutgoingWriter;
import dev.sluice.wire.rtmp.MessageType;
import dev.sluice.wire.rtmp.RtmpMessage;
import dev.sluice.wire.rtmp.ServerListener;
import dev.sluice.wire.rtmp.ServerOptions;
import dev.sluice.wire.rtmp.ServerSession;
import dev.sluice.wire.rtmp.StreamReply;
import dev.sluice.wire.rtmp.StreamRequest;
import java.nio.ByteBuffer;

/** A publisher of the probe. */
final class ProbeConnection implements ConnectionHandler, ServerListener {
  private final Probe probe;
  private final ServerSession session =
      new ServerSession(ServerOptions.DEFAULT, this, System::nanoTime);
  private final OutgoingWriter writer = new OutgoingWriter(session::pollOutgoing);

  ProbeConnection(Probe probe) {
    this.probe = probe;
  }

  @Override
  public void onConnected(Connection accepted) {}

  @Override
  public void onReadable(Connection from, ByteBuffer bytes) {
    session.received(bytes);
    boolean _ = writer.flush(from);
  }

  @Override
  public void onWritable(Connection to) {
    boolean _ = writer.flush(to);
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
    ByteBuffer body = message.payload();
    boolean media = body.remaining() > 5 && body.get(body.position() + 1) == 1;
    if (media && message.type() == MessageType.VIDEO) {
      probe.picture(body);
    } else if (media && message.type() == MessageType.AUDIO) {
      probe.sound(body);
    }
  }

  @Override
  public void onStreamEnded() {}

  @Override
  public void onProtocolError(String message) {}
}
