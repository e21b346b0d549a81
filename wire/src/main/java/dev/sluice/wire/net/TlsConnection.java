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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection over TLS.
 *
 * <p>Bytes are encrypted into a buffer of the loop's and written at once, so many small writes of
 * the owner's in one call become few full records. Only what the kernel did not take is copied
 * aside, and until it is gone nothing more is taken; likewise an incomplete record on the way in.
 *
 * <p>While delegated tasks of the handshake run on {@link Workers}, the engine is left alone and
 * reading is off.
 */
final class TlsConnection extends SocketConnection {

  private static final Logger LOG = LoggerFactory.getLogger(TlsConnection.class);
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SSLEngine engine;
  private final Workers workers;
  private @Nullable ByteBuffer unsent;
  private @Nullable ByteBuffer undecoded;
  private boolean tasksRun;
  private boolean blocked;

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
    advance();
  }

  // --- the handshake, and what TLS says to itself later on

  /** Does what the engine asks for, until it waits for input, for a task, or for room. */
  private void advance() throws IOException {
    blocked = false;
    while (state() != State.CLOSED && !tasksRun && !blocked) {
      HandshakeStatus status = engine.getHandshakeStatus();
      if (status == HandshakeStatus.NEED_TASK) {
        runTasks();
      } else if (status == HandshakeStatus.NEED_WRAP) {
        blocked = !wrapOwn();
      } else if (status == HandshakeStatus.NOT_HANDSHAKING && state() == State.OPENING) {
        opened();
      } else {
        break;
      }
    }
    updateInterest();
  }

  private void runTasks() {
    tasksRun = true;
    updateInterest();
    try {
      workers.execute(this::runTasksOnWorker);
    } catch (RejectedExecutionException e) {
      fail(
          new ConnectFailure(
              ConnectFailure.Kind.INTERNAL,
              "too many TLS handshakes at once to begin one with " + peer()));
    }
  }

  private void runTasksOnWorker() {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
    try {
      loop().execute(() -> guarded(this::tasksDone));
    } catch (RejectedExecutionException e) {
      // The loop has ended and closed this connection, or is overrun: then the deadline closes it.
      LOG.debug("{}: a handshake step came too late", peer(), e);
    }
  }

  private void tasksDone() throws IOException {
    tasksRun = false;
    if (state() != State.CLOSED) {
      advance();
      decodeStored();
      updateInterest();
    }
  }

  /** Wraps the engine's own records; false while the kernel has no room for them. */
  private boolean wrapOwn() throws IOException {
    if (unsent != null) {
      return false;
    }
    ByteBuffer out = loop().buffers().tlsOut();
    SSLEngineResult result;
    do {
      result = engine.wrap(NOTHING, out);
    } while (result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP
        && result.bytesProduced() > 0
        && out.remaining() >= LoopBuffers.TLS_PACKET_BYTES);
    send(out.flip());
    if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
      throw new SSLException("the TLS session has ended");
    }
    return unsent == null;
  }

  // --- out

  @Override
  long take(ByteBuffer[] srcs, int count) throws IOException {
    long total = 0;
    while (flush()) {
      ByteBuffer out = loop().buffers().tlsOut();
      long taken = encrypt(srcs, count, out);
      total += taken;
      if (out.position() == 0) {
        break;
      }
      send(out.flip());
    }
    updateInterest();
    return total;
  }

  private long encrypt(ByteBuffer[] srcs, int count, ByteBuffer out) throws IOException {
    long taken = 0;
    int first = 0;
    while (!tasksRun && out.remaining() >= LoopBuffers.TLS_PACKET_BYTES) {
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
      if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
        runTasks();
      } else if (result.bytesConsumed() == 0 && result.bytesProduced() == 0) {
        break;
      }
    }
    return taken;
  }

  private void send(ByteBuffer out) throws IOException {
    channel().write(out);
    if (out.hasRemaining()) {
      unsent = ByteBuffer.allocate(out.remaining()).put(out).flip();
    }
  }

  @Override
  boolean flush() throws IOException {
    if (unsent != null) {
      channel().write(unsent);
      if (unsent.hasRemaining()) {
        return false;
      }
      unsent = null;
      if (state() == State.CLOSING) {
        wrapGoodbye();
      } else if (blocked) {
        advance();
        decodeStored();
      }
    }
    return unsent == null;
  }

  @Override
  void sayGoodbye() throws IOException {
    engine.closeOutbound();
    if (unsent == null) {
      wrapGoodbye();
    }
  }

  private void wrapGoodbye() throws IOException {
    if (!engine.isOutboundDone()) {
      ByteBuffer out = loop().buffers().tlsOut();
      engine.wrap(NOTHING, out);
      send(out.flip());
    }
  }

  @Override
  void lastWords() throws IOException {
    if (unsent == null && !tasksRun && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
      ByteBuffer out = loop().buffers().tlsOut();
      engine.wrap(NOTHING, out);
      channel().write(out.flip());
    }
  }

  // --- in

  @Override
  void readReady() throws IOException {
    ByteBuffer in = loop().buffers().tlsIn();
    if (undecoded != null) {
      in.put(undecoded);
      undecoded = null;
    }
    int read = channel().read(in);
    decode(in.flip());
    if (read < 0) {
      endOfInput();
    }
  }

  @Override
  void readResumed() {
    if (undecoded != null) {
      loop().defer(() -> guarded(this::decodeStored));
    }
  }

  private void decodeStored() throws IOException {
    if (undecoded != null && canRead()) {
      ByteBuffer in = undecoded;
      undecoded = null;
      decode(in);
    }
  }

  private void decode(ByteBuffer in) throws IOException {
    while (in.hasRemaining() && canDecode()) {
      ByteBuffer plain = loop().buffers().tlsPlain();
      SSLEngineResult result = engine.unwrap(in, plain);
      if (plain.flip().hasRemaining()) {
        deliver(plain);
      }
      if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
        break;
      }
      if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
        throw new SSLException("a record is larger than TLS allows");
      }
      if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
        endOfInput();
        return;
      }
      advance();
    }
    if (in.hasRemaining() && state() != State.CLOSED) {
      undecoded = ByteBuffer.allocate(in.remaining()).put(in).flip();
    }
    updateInterest();
  }

  private boolean canDecode() {
    return canRead() && (state() == State.OPENING || (state() == State.OPEN && wantsRead()));
  }

  private void endOfInput() throws IOException {
    if (state() == State.OPENING) {
      fail(TlsFailures.cutOff(peer()));
    } else {
      remoteEnded();
    }
  }

  @Override
  boolean canRead() {
    return !tasksRun && !blocked;
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
    return unsent == null ? 0 : unsent.remaining();
  }
}
