package dev.sluice.wire.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection over TLS.
 *
 * <p>Whatever happens (the socket has input or room, a worker is done, the owner reads on or
 * closes) is noted down in a field, and {@link #pump} then does all that has become possible, one
 * step after the other. The loop alone calls it, but for {@code close}, after which it hands on
 * nothing any more. So nobody is called back from within a call of his own, and no buffer of the
 * loop's is taken while it is in use further up.
 *
 * <p>Bytes are encrypted into a buffer of the loop's and written at once, so many small writes of
 * the owner's in one call become few full records. Only what the kernel did not take is copied
 * aside, and until it is gone nothing more is encrypted; likewise what the engine did not take on
 * the way in.
 */
final class TlsConnection extends SocketConnection {

  private static final Logger LOG = LoggerFactory.getLogger(TlsConnection.class);
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SSLEngine engine;
  private final Workers workers;

  /** Encrypted, for the kernel. */
  private ByteBuffer unsent = NOTHING;

  /** Encrypted, for the engine: within {@link #readReady} the loop's buffer, else a copy. */
  private ByteBuffer received = NOTHING;

  /** A worker does the engine's tasks: every call of the engine would wait for it. */
  private boolean lent;

  TlsConnection(
      EventLoop loop,
      SocketChannel channel,
      ConnectionHandler handler,
      String peer,
      SSLEngine engine,
      Workers workers)
      throws IOException {
    super(loop, channel, handler, peer);
    this.engine = engine;
    this.workers = workers;
  }

  @Override
  void start(Duration openTimeout) throws IOException {
    deadline(openTimeout, () -> fail(TlsFailures.silent(peer())));
    engine.beginHandshake();
    pump();
  }

  /** Works until the engine waits for input, for a worker, or for room, or its owner is busy. */
  private void pump() throws IOException {
    while (state() != State.CLOSED && !lent && step()) {
      // Each may make another possible.
    }
    received = restOf(received);
    updateInterest();
  }

  /** What the engine has to say comes first, so that a deaf peer cannot pile it up inside. */
  private boolean step() throws IOException {
    HandshakeStatus status = engine.getHandshakeStatus();
    if (status == HandshakeStatus.NEED_WRAP) {
      return !unsent.hasRemaining() && wrapOwn();
    }
    if (state() == State.CLOSING) {
      return false;
    }
    if (status == HandshakeStatus.NEED_TASK) {
      return lend();
    }
    if (status == HandshakeStatus.NOT_HANDSHAKING && state() == State.OPENING) {
      opened();
      return true;
    }
    return received.hasRemaining() && wantsRead() && unwrap();
  }

  // --- the engine's own words and work

  /** Says what the engine itself has to say, in few writes. */
  private boolean wrapOwn() throws IOException {
    ByteBuffer out = loop().buffers().tlsOut();
    SSLEngineResult result;
    do {
      result = engine.wrap(NOTHING, out);
    } while (result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP
        && result.bytesProduced() > 0
        && out.remaining() >= LoopBuffers.TLS_PACKET_BYTES);
    if (out.position() == 0 && result.getStatus() == SSLEngineResult.Status.CLOSED) {
      throw new SSLException("the TLS session has ended");
    }
    send(out.flip());
    return true;
  }

  /** Has a worker do what takes long. */
  private boolean lend() {
    lent = true;
    try {
      workers.execute(this::runTasks);
    } catch (RejectedExecutionException e) {
      giveUp("too many TLS handshakes at once for one with " + peer());
    }
    return false;
  }

  private void runTasks() {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
    try {
      loop().execute(() -> guarded(this::tasksDone));
    } catch (RejectedExecutionException e) {
      // The loop has ended and closed this connection, or is overrun: then the deadline of opening
      // closes it, or its owner, to whom it stands still.
      LOG.debug("{}: a handshake step came too late", peer(), e);
    }
  }

  private void tasksDone() throws IOException {
    lent = false;
    if (state() != State.CLOSING) {
      pump();
    }
  }

  /** When closed amid tasks there is no good-bye: the loop does not wait for them. */
  @Override
  void sayGoodbye() throws IOException {
    if (!lent) {
      engine.closeOutbound();
      pump();
    }
  }

  /** An alert, when one has been raised, else close_notify. */
  @Override
  void lastWords() throws IOException {
    if (!lent && !unsent.hasRemaining()) {
      engine.closeOutbound();
      if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
        wrapOwn();
      }
    }
  }

  // --- out

  @Override
  long take(ByteBuffer[] srcs, int count) throws IOException {
    long total = 0;
    boolean room = canMove() && sendUnsent();
    while (room) {
      ByteBuffer out = loop().buffers().tlsOut();
      total += encrypt(srcs, count, out);
      room = out.position() > 0 && send(out.flip());
    }
    updateInterest();
    return total;
  }

  private long encrypt(ByteBuffer[] srcs, int count, ByteBuffer out) throws IOException {
    long taken = 0;
    int first = 0;
    while (out.remaining() >= LoopBuffers.TLS_PACKET_BYTES) {
      while (first < count && !srcs[first].hasRemaining()) {
        first++;
      }
      if (first == count) {
        break;
      }
      SSLEngineResult result = engine.wrap(srcs, first, count - first, out);
      taken += result.bytesConsumed();
      if (result.getStatus() != SSLEngineResult.Status.OK) {
        throw new SSLException("the TLS session has ended");
      }
      if (result.bytesConsumed() == 0 && result.bytesProduced() == 0) {
        break;
      }
    }
    return taken;
  }

  /** Writes, and keeps what the kernel has no room for; true when that is nothing. */
  private boolean send(ByteBuffer out) throws IOException {
    channel().write(out);
    unsent = copyOf(out);
    return !unsent.hasRemaining();
  }

  private boolean sendUnsent() throws IOException {
    if (unsent.hasRemaining()) {
      channel().write(unsent);
      unsent = restOf(unsent);
    }
    return !unsent.hasRemaining();
  }

  @Override
  boolean flush() throws IOException {
    if (unsent.hasRemaining() && sendUnsent()) {
      pump();
    }
    return !unsent.hasRemaining();
  }

  // --- in

  @Override
  void readReady() throws IOException {
    ByteBuffer in = loop().buffers().tlsIn().put(received);
    int read = channel().read(in);
    received = in.flip();
    pump();
    received = copyOf(received);
    if (read < 0) {
      endOfInput();
    }
  }

  @Override
  void readResumed() {
    if (received.hasRemaining()) {
      loop().defer(() -> guarded(this::pump));
    }
  }

  /** Decrypts one record, if there is a whole one. */
  private boolean unwrap() throws IOException {
    ByteBuffer plain = loop().buffers().tlsPlain();
    SSLEngineResult result = engine.unwrap(received, plain);
    if (plain.flip().hasRemaining()) {
      deliver(plain);
    }
    return switch (result.getStatus()) {
      case OK -> true;
      case BUFFER_UNDERFLOW -> false;
      case BUFFER_OVERFLOW -> throw new SSLException("a record is larger than TLS allows");
      case CLOSED -> {
        endOfInput();
        yield false;
      }
    };
  }

  private void endOfInput() {
    if (state() == State.OPENING) {
      fail(TlsFailures.cutOff(peer()));
    } else {
      remoteEnded();
    }
  }

  /** A buffer used up is let go. */
  private static ByteBuffer restOf(ByteBuffer buffer) {
    return buffer.hasRemaining() ? buffer : NOTHING;
  }

  private static ByteBuffer copyOf(ByteBuffer rest) {
    return rest.hasRemaining() ? ByteBuffer.allocate(rest.remaining()).put(rest).flip() : NOTHING;
  }

  /** Not while what the engine has to say waits for room: its peer must take that first. */
  @Override
  boolean canMove() {
    return !lent
        && !(unsent.hasRemaining() && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP);
  }

  @Override
  CloseReason explain(IOException failure) {
    if (failure instanceof SSLException) {
      return new CloseReason(
          CloseReason.Kind.TLS_ERROR, "TLS with " + peer() + " failed: " + failure.getMessage());
    }
    return new CloseReason(
        CloseReason.Kind.REMOTE_RESET,
        "the connection to " + peer() + " broke: " + failure.getMessage());
  }

  @Override
  public boolean secure() {
    return true;
  }

  @Override
  public int pendingBytes() {
    return unsent.remaining();
  }
}
