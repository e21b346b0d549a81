package dev.sluice.bench.feed;

import dev.sluice.wire.net.CloseReason;
import dev.sluice.wire.net.ConnectFailure;
import dev.sluice.wire.net.Connection;
import dev.sluice.wire.net.ConnectionHandler;
import dev.sluice.wire.net.OutgoingWriter;
import dev.sluice.wire.rtmp.RtmpMessage;
import dev.sluice.wire.rtmp.ServerListener;
import dev.sluice.wire.rtmp.ServerOptions;
import dev.sluice.wire.rtmp.ServerSession;
import dev.sluice.wire.rtmp.StreamReply;
import dev.sluice.wire.rtmp.StreamRequest;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One player of the source, on its loop. */
final class Player implements ConnectionHandler, ServerListener {
  private final LiveSource source;
  private final ServerSession session =
      new ServerSession(ServerOptions.DEFAULT, this, System::nanoTime);
  private @Nullable Connection connection;
  private final OutgoingWriter writer = new OutgoingWriter(session::pollOutgoing);
  private boolean begun;

  Player(LiveSource source) {
    this.source = source;
  }

  void send(Clip.Tag tag, long timestampMillis) {
    if (!begun) {
      if (!tag.isKeyFrame()) {
        return;
      }
      begun = true;
      source.headers().forEach(header -> message(header, timestampMillis));
    }
    message(tag, timestampMillis);
    flush();
  }

  private void message(Clip.Tag tag, long timestampMillis) {
    boolean _ =
        session.send(
            new RtmpMessage(
                tag.type(),
                timestampMillis & RtmpMessage.MAX_TIMESTAMP,
                0,
                tag.body().duplicate()));
  }

  private void flush() {
    if (connection != null) {
      boolean _ = writer.flush(connection);
    }
  }

  @Override
  public void onConnected(Connection accepted) {
    connection = accepted;
  }

  @Override
  public void onReadable(Connection from, ByteBuffer bytes) {
    session.received(bytes);
    flush();
  }

  @Override
  public void onWritable(Connection to) {
    flush();
  }

  @Override
  public void onClosed(Connection closed, CloseReason reason) {
    source.left(this);
  }

  @Override
  public void onFailed(ConnectFailure failure) {}

  @Override
  public void onPublish(StreamRequest request, StreamReply reply) {
    reply.refuse("NetStream.Publish.Denied", "This server only plays.");
  }

  @Override
  public void onPlay(StreamRequest request, StreamReply reply) {
    reply.accept();
    source.joined(this);
  }

  @Override
  public void onMedia(RtmpMessage message) {}

  @Override
  public void onStreamEnded() {
    source.left(this);
  }

  @Override
  public void onProtocolError(String message) {
    source.left(this);
  }
}
