package dev.sluice.bench.soak;

import dev.sluice.wire.net.CloseReason;
import dev.sluice.wire.net.ConnectFailure;
import dev.sluice.wire.net.Connection;
import dev.sluice.wire.net.ConnectionHandler;
import dev.sluice.wire.net.EventLoop;
import dev.sluice.wire.net.OutgoingWriter;
import dev.sluice.wire.rtmp.MessageType;
import dev.sluice.wire.rtmp.RtmpMessage;
import dev.sluice.wire.rtmp.ServerListener;
import dev.sluice.wire.rtmp.ServerOptions;
import dev.sluice.wire.rtmp.ServerSession;
import dev.sluice.wire.rtmp.StreamReply;
import dev.sluice.wire.rtmp.StreamRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A publisher of a {@link Receiver}, on its loop. */
final class ReceiverConnection implements ConnectionHandler, ServerListener {
  /** Of 30 frames a second. */
  private static final double FRAME_MILLIS = 1000 / 30.0;

  /** A tenth of the stream's bytes. */
  private static final long SLOW_BYTES_PER_SECOND = 75_000;

  private final Receiver receiver;
  private final EventLoop loop;
  private final ServerSession session =
      new ServerSession(ServerOptions.DEFAULT, this, System::nanoTime);
  private @Nullable Connection connection;
  private final OutgoingWriter writer = new OutgoingWriter(session::pollOutgoing);
  private boolean slow;
  private boolean frozen;
  private long lastFrameMillis = -1;

  ReceiverConnection(Receiver receiver, EventLoop loop) {
    this.receiver = receiver;
    this.loop = loop;
  }

  void behave(Behaviour next) {
    Connection to = connection;
    if (to == null || !to.isOpen()) {
      return;
    }
    slow = next == Behaviour.READS_SLOWLY;
    frozen = next == Behaviour.FREEZES;
    to.wantRead(!frozen);
    if (next == Behaviour.BREAKS_OFF || next == Behaviour.REFUSES) {
      to.abort();
    }
  }

  @Override
  public void onConnected(Connection accepted) {
    connection = accepted;
  }

  @Override
  public void onReadable(Connection from, ByteBuffer bytes) {
    int length = bytes.remaining();
    session.received(bytes);
    boolean _ = writer.flush(from);
    if (slow) {
      from.wantRead(false);
      loop.schedule(
          Duration.ofMillis(length * 1000L / SLOW_BYTES_PER_SECOND), () -> from.wantRead(!frozen));
    }
  }

  @Override
  public void onWritable(Connection to) {
    boolean _ = writer.flush(to);
  }

  @Override
  public void onPublish(StreamRequest request, StreamReply reply) {
    if (receiver.behaviour() == Behaviour.REFUSES) {
      reply.refuse("NetConnection.Connect.Rejected", "not now");
      return;
    }
    reply.accept();
    receiver.published(this);
    slow = receiver.behaviour() == Behaviour.READS_SLOWLY;
  }

  @Override
  public void onMedia(RtmpMessage message) {
    ByteBuffer body = message.payload();
    boolean frame =
        message.type() == MessageType.VIDEO
            && body.remaining() > 5
            && body.get(body.position() + 1) == 1;
    if (frame) {
      long now = message.timestamp();
      long steps = lastFrameMillis < 0 ? 1 : Math.round((now - lastFrameMillis) / FRAME_MILLIS);
      receiver.frame(Math.max(0, steps - 1));
      lastFrameMillis = now;
    }
  }

  @Override
  public void onClosed(Connection closed, CloseReason reason) {
    connection = null;
  }

  @Override
  public void onFailed(ConnectFailure failure) {}

  @Override
  public void onStreamEnded() {}

  @Override
  public void onProtocolError(String message) {
    if (connection != null) {
      connection.abort();
    }
  }
}
