package dev.sluice.push.testing;

import dev.sluice.wire.net.CloseReason;
import dev.sluice.wire.net.ConnectFailure;
import dev.sluice.wire.net.Connection;
import dev.sluice.wire.net.ConnectionHandler;
import dev.sluice.wire.net.EventLoop;
import dev.sluice.wire.rtmp.RtmpMessage;
import dev.sluice.wire.rtmp.ServerListener;
import dev.sluice.wire.rtmp.ServerOptions;
import dev.sluice.wire.rtmp.ServerSession;
import dev.sluice.wire.rtmp.StreamReply;
import dev.sluice.wire.rtmp.StreamRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One connection at an {@link RtmpPeer}. What it records may be read from any thread; what it does
 * happens on its loop's.
 */
public final class PeerConnection implements ConnectionHandler, ServerListener {
  private static final Duration SIP = Duration.ofMillis(20);

  private static final List<String> GOOD_BYE =
      List.of("FCUnpublish", "closeStream", "deleteStream");

  /** Of the last bytes so much is kept that a good-bye fits in. */
  private static final int TAIL_BYTES = 400;

  /** A command begins with its name, a string of AMF0, and goes on with a number. */
  private static final Pattern COMMAND = Pattern.compile("\u0002\u0000(.)([A-Za-z]+)\u0000");

  private final EventLoop loop;
  private final Manners manners;
  private final ServerSession session;
  private final ArrayDeque<ByteBuffer> outgoing = new ArrayDeque<>();
  private final List<Media> media = new CopyOnWriteArrayList<>();
  private volatile @Nullable Connection connection;
  private volatile @Nullable StreamRequest request;
  private volatile @Nullable CloseReason closed;
  private volatile @Nullable String protocolError;
  private volatile boolean published;
  private volatile boolean ended;
  private volatile int pongs;
  private volatile String tail = "";
  private boolean hurried;
  private boolean muted;
  private int pongCount;

  /**
   * A media message: what it was, when it was for, when it came, its first bytes, and the stamp.
   */
  public record Media(
      int type,
      long timestamp,
      long arrivedNanos,
      int length,
      byte first,
      byte second,
      long stamp) {
    public boolean isVideo() {
      return type == 9;
    }

    public boolean isSequenceHeader() {
      return type != 18 && length > 1 && second == 0;
    }

    public boolean isKeyFrame() {
      return isVideo() && (first & 0x70) == 0x10 && second == 1;
    }

    public boolean isVideoFrame() {
      return isVideo() && second == 1;
    }
  }

  PeerConnection(EventLoop loop, Manners manners, ServerOptions options) {
    this.loop = loop;
    this.manners = manners;
    this.session = new ServerSession(options, this, loop::nanoTime);
  }

  // ---- what a test asks

  /** All media so far, sequence headers and metadata included. */
  public List<Media> media() {
    return List.copyOf(media);
  }

  public List<Media> videoFrames() {
    return media.stream().filter(Media::isVideoFrame).toList();
  }

  public boolean isPublished() {
    return published;
  }

  /** Whether the publisher took leave, in the words and the order in which platforms expect it. */
  public boolean isEndedByPublisher() {
    List<String> last =
        COMMAND
            .matcher(tail)
            .results()
            .filter(found -> found.group(1).charAt(0) == found.group(2).length())
            .map(found -> found.group(2))
            .toList();
    int from = Math.max(0, last.size() - GOOD_BYE.size());
    return ended && last.subList(from, last.size()).equals(GOOD_BYE);
  }

  /** Whether the publisher then closed the connection in order, and did not break it. */
  public boolean isClosedInOrder() {
    CloseReason reason = closed;
    return reason != null && reason.kind() == CloseReason.Kind.REMOTE_CLOSED;
  }

  public boolean isClosed() {
    return closed != null;
  }

  public @Nullable String protocolError() {
    return protocolError;
  }

  /** The publish name as it came. */
  public @Nullable String name() {
    StreamRequest asked = request;
    return asked == null ? null : asked.name();
  }

  /** Whether this was among the last bytes that came. */
  public boolean hasHeard(String text) {
    return tail.contains(text);
  }

  public @Nullable StreamRequest request() {
    return request;
  }

  /** How many of our pings were answered. */
  public int pongs() {
    return pongs;
  }

  // ---- what a test does

  /** Reads no more and says no more; the kernel goes on until its buffers are full. */
  public void freeze() {
    loop.execute(
        () -> {
          muted = true;
          if (connection != null) {
            connection.wantRead(false);
          }
        });
  }

  /** However slowly it has read so far. */
  public void readFreely() {
    loop.execute(() -> hurried = true);
  }

  /** Breaks the connection. */
  public void reset() {
    loop.execute(
        () -> {
          if (connection != null) {
            connection.abort();
          }
        });
  }

  /** Hangs up in order. */
  public void hangUp() {
    loop.execute(
        () -> {
          if (connection != null) {
            connection.close(Duration.ofSeconds(1));
          }
        });
  }

  /** Sends a status, as a platform does that ends a broadcast. */
  public void status(String code, String words) {
    loop.execute(
        () -> {
          session.sendStatus("error", code, words);
          send();
        });
  }

  public void ping() {
    ping(1);
  }

  /** Asks so many times in one go. */
  public void ping(int times) {
    loop.execute(
        () -> {
          for (int i = 0; i < times; i++) {
            session.ping();
          }
          send();
        });
  }

  // ---- the connection

  @Override
  public void onConnected(Connection made) {
    connection = made;
    if (manners.garbage()) {
      outgoing.add(
          ByteBuffer.wrap(
              "HTTP/1.1 400 Bad Request\r\n\r\n".repeat(200).getBytes(StandardCharsets.US_ASCII)));
      send();
    } else if (manners.handshakeDelay().isPositive()) {
      made.wantRead(false);
      loop.schedule(manners.handshakeDelay(), () -> made.wantRead(true));
    }
  }

  @Override
  public void onReadable(Connection from, ByteBuffer bytes) {
    int length = bytes.remaining();
    if (manners.garbage()) {
      return;
    }
    remember(bytes.duplicate());
    session.received(bytes);
    send();
    if (published && manners.bytesPerSecond() > 0 && !hurried) {
      from.wantRead(false);
      long millis = Math.max(SIP.toMillis(), length * 1000L / manners.bytesPerSecond());
      loop.schedule(Duration.ofMillis(millis), () -> from.wantRead(true));
    }
  }

  private void remember(ByteBuffer bytes) {
    bytes.position(Math.max(bytes.position(), bytes.limit() - TAIL_BYTES));
    String text = tail + StandardCharsets.ISO_8859_1.decode(bytes);
    tail = text.substring(Math.max(0, text.length() - TAIL_BYTES));
  }

  @Override
  public void onWritable(Connection to) {
    send();
  }

  @Override
  public void onClosed(Connection was, CloseReason reason) {
    closed = reason;
  }

  @Override
  public void onFailed(ConnectFailure failure) {
    closed = new CloseReason(CloseReason.Kind.TLS_ERROR, failure.message());
  }

  private void send() {
    for (ByteBuffer b = session.pollOutgoing(); b != null; b = session.pollOutgoing()) {
      if (!muted) {
        outgoing.add(b);
      }
    }
    Connection to = connection;
    while (to != null && !outgoing.isEmpty()) {
      to.write(outgoing.getFirst());
      if (outgoing.getFirst().hasRemaining()) {
        to.wantWrite(true);
        return;
      }
      outgoing.removeFirst();
    }
    if (to != null) {
      to.wantWrite(false);
    }
  }

  // ---- the session

  @Override
  public void onConnect(StreamRequest asked, StreamReply reply) {
    String redirect = manners.redirect();
    if (redirect == null) {
      reply.accept();
    } else {
      outgoing.add(RedirectAnswer.to(redirect));
    }
  }

  @Override
  public void onPublish(StreamRequest asked, StreamReply reply) {
    request = asked;
    if (manners.refuseCode() != null) {
      reply.refuse(manners.refuseCode(), manners.refuseWords());
      return;
    }
    reply.accept();
    published = true;
    if (manners.silent()) {
      send();
      muted = true;
    }
  }

  @Override
  public void onPlay(StreamRequest asked, StreamReply reply) {
    request = asked;
    String code = manners.refuseCode();
    reply.refuse(code == null ? "NetStream.Play.StreamNotFound" : code, manners.refuseWords());
  }

  @Override
  public void onMedia(RtmpMessage message) {
    ByteBuffer body = message.payload();
    int length = body.remaining();
    media.add(
        new Media(
            message.type(),
            message.timestamp(),
            System.nanoTime(),
            length,
            length > 0 ? body.get(body.position()) : 0,
            length > 1 ? body.get(body.position() + 1) : 0,
            length > Clip.STAMP_AT + 8 ? body.getLong(body.position() + Clip.STAMP_AT) : 0));
  }

  @Override
  public void onStreamEnded() {
    ended = true;
  }

  @Override
  public void onProtocolError(String message) {
    protocolError = message;
  }

  @Override
  public void onPingAnswered(Duration roundTrip) {
    pongs = ++pongCount;
  }
}
