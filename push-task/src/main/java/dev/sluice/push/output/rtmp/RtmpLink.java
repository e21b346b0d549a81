package dev.sluice.push.output.rtmp;

import dev.sluice.catalog.status.Reason;
import dev.sluice.push.output.Liveness;
import dev.sluice.push.output.OutputContext;
import dev.sluice.push.output.OutputFailure;
import dev.sluice.wire.net.Cancellable;
import dev.sluice.wire.net.CloseReason;
import dev.sluice.wire.net.ConnectFailure;
import dev.sluice.wire.net.Connection;
import dev.sluice.wire.net.ConnectionHandler;
import dev.sluice.wire.net.Endpoint;
import dev.sluice.wire.rtmp.PeerCapabilities;
import dev.sluice.wire.rtmp.PublishListener;
import dev.sluice.wire.rtmp.PublishRequest;
import dev.sluice.wire.rtmp.PublishSession;
import dev.sluice.wire.rtmp.Refusal;
import dev.sluice.wire.url.DestinationUrl;
import dev.sluice.wire.url.Scheme;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One TCP or TLS connection to an RTMP server, up to and including publish. It puts {@link
 * PublishSession} and {@link Connection} together and tells of its end exactly once. Used on the
 * loop's thread.
 */
final class RtmpLink implements ConnectionHandler, PublishListener {
  /** Bytes of S0, S1 and S2: with fewer the peer has not even shaken hands. */
  private static final int HANDSHAKE_BYTES = 1 + 2 * 1536;

  /** A peer that floods us with questions and reads no answers is not read any further. */
  private static final int MAX_OWN_BYTES = 256 * 1024;

  /** How far it has come. It only ever goes on, and may leave out a step. */
  private enum Phase {
    /** From the first packet to the server's word that it takes the stream. */
    CONNECTING,
    /** Media may be sent. */
    PUBLISHING,
    /** We wish to go: the message under way and the good-bye are sent, nothing else. */
    LEAVING,
    /** Its end is told, or being told. Nothing is sent or taken in any more. */
    OVER
  }

  private final OutputContext context;
  private final PublishRequest request;
  private final LinkListener listener;
  private final PublishSession session;
  private final Liveness liveness;
  private final RtmpSender sender = new RtmpSender();
  private @Nullable Cancellable connecting;
  private @Nullable Cancellable deadline;
  private @Nullable Connection connection;
  private PeerCapabilities capabilities = PeerCapabilities.NONE;
  private Phase phase = Phase.CONNECTING;

  RtmpLink(OutputContext context, PublishRequest request, LinkListener listener) {
    this.context = context;
    this.request = request;
    this.listener = listener;
    this.session = new PublishSession(request, this, context.loop()::nanoTime);
    this.liveness = new Liveness(context.timing());
  }

  /** Its end may be told within this call. */
  void open() {
    DestinationUrl to = request.destination();
    Endpoint endpoint = new Endpoint(to.host(), to.port(), to.scheme() == Scheme.RTMPS);
    try {
      connecting = context.connector().connect(context.loop(), endpoint, this);
    } catch (RejectedExecutionException e) {
      end(OutputFailure.of(Reason.INTERNAL, "more waits here than can be done"));
    }
  }

  /** Between {@link LinkListener#accepted} and the end, or the beginning of leave-taking. */
  boolean isPublishing() {
    return phase == Phase.PUBLISHING;
  }

  Liveness liveness() {
    return liveness;
  }

  RtmpSender sender() {
    return sender;
  }

  PeerCapabilities capabilities() {
    return capabilities;
  }

  int mediaStreamId() {
    return session.mediaStreamId();
  }

  /** Null before it stands. */
  @Nullable Connection connection() {
    return connection;
  }

  /** Sends what there is; asks to be told when the peer has made room, if need be. */
  void send() {
    Connection to = connection;
    if (to == null || phase == Phase.OVER || !to.isOpen()) {
      return;
    }
    if (sender.isOverrun()) {
      fail(OutputFailure.of(Reason.TOO_SLOW, "more than the ring holds behind"));
      return;
    }
    boolean all = sender.send(to);
    to.wantWrite(!all);
    to.wantRead(sender.ownBytesWaiting() < MAX_OWN_BYTES);
    if (all && phase == Phase.LEAVING) {
      to.close(context.timing().closePatience());
    }
  }

  /** Asks for a sign of life; it goes out with the next bytes of the stream, if there are any. */
  void ping() {
    Connection to = connection;
    if (to != null && isPublishing()) {
      liveness.pinged(
          context.loop().nanoTime(), sender.bytesWaiting() + to.unackedBytes().orElse(0));
      session.ping();
      takeOwnBytes();
    }
  }

  /** Says good-bye and closes; resets after the deadline. Then {@link LinkListener#ended}. */
  void close(Duration patience) {
    if (phase == Phase.LEAVING || phase == Phase.OVER) {
      return;
    }
    phase = Phase.LEAVING;
    session.unpublish();
    Connection to = connection;
    if (to == null) {
      if (connecting != null) {
        connecting.cancel();
      }
      end(OutputFailure.of(Reason.INTERNAL, "closed"));
      return;
    }
    cancelDeadline();
    deadline = context.loop().schedule(patience, to::abort);
    sender.pauseAfterMessage(true);
    takeOwnBytes();
    send();
  }

  /** Ends at once, telling why. */
  void fail(OutputFailure failure) {
    Connection to = connection;
    end(failure);
    if (to != null) {
      to.abort();
    }
  }

  // ---- the connection

  @Override
  public void onConnected(Connection made) {
    connection = made;
    deadline = context.loop().schedule(context.timing().publishTimeout(), this::publishTimedOut);
    session.start();
    takeOwnBytes();
    send();
  }

  @Override
  public void onReadable(Connection from, ByteBuffer bytes) {
    if (phase == Phase.OVER) {
      return;
    }
    liveness.heard(context.loop().nanoTime());
    session.received(bytes);
    takeOwnBytes();
    if (sender.ownBytesWaiting() > 0) {
      send();
    }
  }

  @Override
  public void onWritable(Connection to) {
    if (isPublishing()) {
      listener.writable(this);
    }
    send();
  }

  @Override
  public void onClosed(Connection was, CloseReason reason) {
    switch (reason.kind()) {
      case TLS_ERROR -> end(OutputFailure.of(Reason.TLS_HANDSHAKE, reason.message()));
      case INTERNAL, LOCAL_CLOSED, LOCAL_ABORTED ->
          end(OutputFailure.of(Reason.INTERNAL, reason.message()));
      case REMOTE_CLOSED, REMOTE_RESET -> {
        // What a server means by hanging up depends on what it was last asked.
        session.disconnected();
        end(OutputFailure.of(Reason.REMOTE_CLOSED, reason.message()));
      }
    }
  }

  @Override
  public void onFailed(ConnectFailure failure) {
    end(OutputFailure.of(Reason.valueOf(failure.kind().name()), failure.message()));
  }

  private void publishTimedOut() {
    Connection to = Objects.requireNonNull(connection);
    fail(
        to.bytesRead() < HANDSHAKE_BYTES
            ? OutputFailure.of(Reason.RTMP_HANDSHAKE, "no handshake in time")
            : OutputFailure.of(Reason.CONNECT_TIMEOUT, "connected, but publish was not answered"));
  }

  // ---- the session

  @Override
  public void onPublishAccepted(PeerCapabilities peer) {
    phase = Phase.PUBLISHING;
    cancelDeadline();
    capabilities = peer;
    // What the session still has to say goes before the media.
    takeOwnBytes();
    listener.accepted(this);
  }

  @Override
  public void onRefused(Refusal refusal) {
    fail(failure(refusal));
  }

  @Override
  public void onClosedByPeer(Refusal refusal) {
    fail(failure(refusal));
  }

  @Override
  public void onReconnectNeeded(PublishRequest next) {
    Connection to = connection;
    if (end()) {
      if (to != null) {
        to.abort();
      }
      listener.redirected(this, next);
    }
  }

  @Override
  public void onPingAnswered(Duration roundTrip) {
    liveness.pingAnswered();
  }

  private static OutputFailure failure(Refusal refusal) {
    return OutputFailure.of(
        Reason.valueOf(refusal.kind().name()),
        (refusal.code() + " " + refusal.description()).strip());
  }

  private void takeOwnBytes() {
    for (ByteBuffer b = session.pollOutgoing(); b != null; b = session.pollOutgoing()) {
      sender.add(b);
    }
  }

  private void cancelDeadline() {
    if (deadline != null) {
      deadline.cancel();
      deadline = null;
    }
  }

  private void end(OutputFailure failure) {
    if (end()) {
      listener.ended(this, failure);
    }
  }

  private boolean end() {
    boolean first = phase != Phase.OVER;
    phase = Phase.OVER;
    cancelDeadline();
    return first;
  }
}
