package dev.sluice.local.ingest;

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
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client of the ingest, a publisher or a player, on the ingest's loop. */
final class IngestConnection implements ConnectionHandler, ServerListener {

  /** Bytes a player may be behind. One that is slower is dropped, never the publisher held back. */
  static final int MAX_BEHIND_BYTES = 16 * 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(IngestConnection.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final String id;
  private final Publications publications;
  private final ServerSession session =
      new ServerSession(ServerOptions.DEFAULT, this, System::nanoTime);
  private @Nullable Connection connection;
  private final OutgoingWriter writer = new OutgoingWriter(session::pollOutgoing);
  private @Nullable Publication published;
  private @Nullable Publication played;
  private long lastReceivedNanos;
  private boolean closing;

  /**
   * @param id names the client in logs and hooks
   */
  IngestConnection(String id, Publications publications) {
    this.id = id;
    this.publications = publications;
  }

  String id() {
    return id;
  }

  /** How long the client has sent nothing at all. */
  Duration silence() {
    Connection open = connection;
    return open == null
        ? Duration.ZERO
        : Duration.ofNanos(open.loop().nanoTime() - lastReceivedNanos);
  }

  @Override
  public void onConnected(Connection accepted) {
    connection = accepted;
    lastReceivedNanos = accepted.loop().nanoTime();
    publications.opened(this);
  }

  @Override
  public void onReadable(Connection from, ByteBuffer bytes) {
    lastReceivedNanos = from.loop().nanoTime();
    if (!closing) {
      session.received(bytes);
      flush();
    }
  }

  @Override
  public void onWritable(Connection to) {
    flush();
  }

  @Override
  public void onClosed(Connection closed, CloseReason reason) {
    LOG.debug("client {} is gone: {}", id, reason);
    connection = null;
    leave();
    publications.closed(this);
  }

  @Override
  public void onFailed(ConnectFailure failure) {
    LOG.debug("client {} never came about: {}", id, failure);
  }

  @Override
  public void onConnect(StreamRequest request, StreamReply reply) {
    if (Publications.isApp(request.app())) {
      reply.accept();
    } else {
      LOG.info("client {} asked for another application than {}", id, Publications.APP);
      reply.refuse(
          "NetConnection.Connect.InvalidApp", "The application is " + Publications.APP + ".");
      finish();
    }
  }

  @Override
  public void onPublish(StreamRequest request, StreamReply reply) {
    publications.publish(this, request, reply);
  }

  @Override
  public void onPlay(StreamRequest request, StreamReply reply) {
    publications.play(this, request, reply);
  }

  @Override
  public void onMedia(RtmpMessage message) {
    if (published != null) {
      published.media(message);
    }
  }

  @Override
  public void onStreamEnded() {
    leave();
  }

  @Override
  public void onProtocolError(String message) {
    LOG.info("client {} broke the protocol: {}", id, message);
    abort();
  }

  /** It publishes from now on. */
  void publishes(Publication publication) {
    published = publication;
  }

  /** It plays from now on. */
  void plays(Publication publication) {
    played = publication;
    publication.join(this);
  }

  /** Sends a message to a player; drops one that has fallen too far behind. */
  void play(RtmpMessage message) {
    if (closing || connection == null) {
      return;
    }
    RtmpMessage own =
        new RtmpMessage(
            message.type(), message.timestamp(), message.streamId(), message.payload().duplicate());
    boolean _ = session.send(own);
    flush();
    if (session.outgoingBytes() > MAX_BEHIND_BYTES) {
      LOG.warn("player {} reads too slowly and is dropped", id);
      abort();
    }
  }

  /** Tells a player that the stream is over, and closes. */
  void endPlay() {
    played = null;
    if (!closing && connection != null) {
      session.endPlay();
      finish();
    }
  }

  /** Asks for a sign of life. */
  void ping() {
    if (!closing && connection != null) {
      session.ping();
      flush();
    }
  }

  /** Sends what is waiting, then closes. */
  void finish() {
    if (connection != null && !closing) {
      closing = true;
      flush();
    }
  }

  /** Closes at once. */
  void abort() {
    leave();
    closing = true;
    if (connection != null) {
      connection.abort();
    }
  }

  /** Writes what the session has to say, as far as the peer has room. */
  void flush() {
    Connection to = connection;
    if (to != null && writer.flush(to) && closing) {
      to.close(CLOSE_TIMEOUT);
    }
  }

  private void leave() {
    Publication was = published;
    published = null;
    if (was != null) {
      publications.ended(was);
    }
    if (played != null) {
      played.leave(this);
      played = null;
    }
  }
}
