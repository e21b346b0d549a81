package dev.sluice.wire.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What TCP and TLS connections share: the socket, its place on the loop, the order of callbacks,
 * and the ways to end. Confined to the loop's thread.
 *
 * <p>The end is always told by {@link EventLoop#defer}, never from within a call of the owner's, so
 * that an owner who walks over its connections is not changed under its hands.
 */
abstract class SocketConnection implements Connection, LoopMember {

  private static final Logger LOG = LoggerFactory.getLogger(SocketConnection.class);

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** Opening is the TLS handshake; closing, the time between our FIN and the peer's. */
  enum State {
    OPENING,
    OPEN,
    CLOSING,
    CLOSED
  }

  /** A step that may find the connection broken. */
  interface IoStep {
    void run() throws IOException;
  }

  private final EventLoop loop;
  private final LoopSocket socket;
  private final ConnectionHandler handler;
  private final String peer;
  private final ByteBuffer[] single = {NOTHING};

  private State state = State.OPENING;
  private boolean wantRead = true;
  private boolean wantWrite;
  private long bytesWritten;
  private long bytesRead;
  private @Nullable Cancellable deadline;

  /**
   * Takes over a connected socket.
   *
   * @param peer how messages name the other side
   */
  SocketConnection(EventLoop loop, SocketChannel channel, ConnectionHandler handler, String peer)
      throws IOException {
    this.loop = loop;
    this.handler = handler;
    this.peer = peer;
    socket = new LoopSocket(loop, channel, this);
    loop.join(this);
  }

  /** Begins: at once open over TCP, with the handshake over TLS. */
  abstract void start(Duration openTimeout) throws IOException;

  /** Takes bytes for the peer; see {@link Connection#write(ByteBuffer[], int)}. */
  abstract long take(ByteBuffer[] srcs, int count) throws IOException;

  /** Reads once from the socket and hands on what came. */
  abstract void readReady() throws IOException;

  /** Gives the kernel what waits inside; true when nothing waits any more. */
  abstract boolean flush() throws IOException;

  /** Prepares what must still be said before FIN, such as close_notify. */
  abstract void sayGoodbye() throws IOException;

  /** Reading was switched on again: hand on what is inside already. */
  abstract void readResumed();

  /** Tells the peer what was wrong, or good-bye, best effort, before the socket is let go. */
  void lastWords() throws IOException {}

  /** Whether the protocol can use input, and take the owner's bytes, now. */
  boolean canMove() {
    return true;
  }

  /** How a failure of the handshake or of reading and writing is told. */
  abstract CloseReason explain(IOException failure);

  // --- for the subclasses and the connector

  final State state() {
    return state;
  }

  final SocketChannel channel() {
    return socket.channel();
  }

  final String peer() {
    return peer;
  }

  /** Whether input is wanted: by the owner, or for opening. */
  final boolean wantsRead() {
    return wantRead || state == State.OPENING;
  }

  final void deadline(Duration delay, Runnable action) {
    cancelDeadline();
    deadline = loop.schedule(delay, action);
  }

  final void opened() {
    cancelDeadline();
    state = State.OPEN;
    updateInterest();
    handler.onConnected(this);
  }

  final void deliver(ByteBuffer bytes) {
    bytesRead += bytes.remaining();
    handler.onReadable(this, bytes);
  }

  /** Ends an opening that failed. */
  final void fail(ConnectFailure failure) {
    if (state == State.OPENING) {
      release();
      loop.defer(() -> handler.onFailed(failure));
    }
  }

  /** Ends an opening nobody wants any more, without a word to the handler. */
  final void forget() {
    if (state == State.OPENING) {
      release();
    }
  }

  /** Ends the connection: the socket is closed now, the handler told next. */
  final void end(CloseReason.Kind kind, String message) {
    end(new CloseReason(kind, message));
  }

  final void end(CloseReason reason) {
    if (state == State.OPEN || state == State.CLOSING) {
      release();
      loop.defer(() -> handler.onClosed(this, reason));
    }
  }

  final void remoteEnded() {
    partingWords();
    if (state == State.CLOSING) {
      end(CloseReason.Kind.LOCAL_CLOSED, "we closed the connection to " + peer);
    } else {
      end(CloseReason.Kind.REMOTE_CLOSED, peer + " closed the connection");
    }
  }

  final void updateInterest() {
    socket.interest(reads(), (state == State.OPEN && wantWrite && canMove()) || pendingBytes() > 0);
  }

  private boolean reads() {
    return state == State.CLOSING || (canMove() && wantsRead());
  }

  // --- from the loop

  @Override
  public final void ready(int readyOps) {
    try {
      if ((readyOps & SelectionKey.OP_WRITE) != 0) {
        writeReady();
      }
      // What was done about room may have ended reading.
      if ((readyOps & SelectionKey.OP_READ) != 0 && state != State.CLOSED && reads()) {
        if (state == State.CLOSING) {
          dropInput();
        } else {
          readReady();
        }
      }
    } catch (IOException e) {
      broken(e);
    }
  }

  private void writeReady() throws IOException {
    if (state == State.CLOSED || !flush()) {
      return;
    }
    if (state == State.CLOSING) {
      socket.shutOutput();
    } else if (state == State.OPEN && wantWrite) {
      handler.onWritable(this);
    }
    updateInterest();
  }

  private void dropInput() throws IOException {
    if (socket.channel().read(loop.buffers().read()) < 0) {
      remoteEnded();
    }
  }

  /** Runs a step of this connection's; whatever it throws ends this connection alone. */
  final void guarded(IoStep step) {
    try {
      step.run();
    } catch (IOException e) {
      broken(e);
    } catch (Throwable fault) {
      fault(fault);
    }
  }

  private void partingWords() {
    try {
      lastWords();
    } catch (IOException e) {
      LOG.debug("{}: no last words", peer, e);
    }
  }

  private void broken(IOException failure) {
    partingWords();
    if (state == State.CLOSING) {
      remoteEnded();
    } else if (state == State.OPEN) {
      end(explain(failure));
    } else if (state == State.OPENING) {
      fail(TlsFailures.explain(peer, failure));
    }
  }

  @Override
  public final void fault(Throwable fault) {
    LOG.error("{}: the connection's handler failed", peer, fault);
    giveUp("an internal fault ended the connection to " + peer);
  }

  /** Ends it at once for a reason of our own. */
  final void giveUp(String message) {
    fail(new ConnectFailure(ConnectFailure.Kind.INTERNAL, message));
    reset(CloseReason.Kind.INTERNAL, message);
  }

  @Override
  public final void loopClosing() {
    fail(new ConnectFailure(ConnectFailure.Kind.INTERNAL, "stopped while connecting to " + peer));
    reset(CloseReason.Kind.LOCAL_ABORTED, "stopped while connected to " + peer);
  }

  // --- from the owner

  @Override
  public final EventLoop loop() {
    return loop;
  }

  @Override
  public final InetSocketAddress remoteAddress() {
    return socket.remoteAddress();
  }

  @Override
  public final InetSocketAddress localAddress() {
    return socket.localAddress();
  }

  @Override
  public final boolean isOpen() {
    return state == State.OPEN;
  }

  @Override
  public final long write(ByteBuffer[] srcs, int count) {
    if (state != State.OPEN) {
      return 0;
    }
    try {
      long taken = take(srcs, count);
      bytesWritten += taken;
      return taken;
    } catch (IOException e) {
      broken(e);
      return 0;
    }
  }

  @Override
  public final long write(ByteBuffer src) {
    single[0] = src;
    long taken = write(single, 1);
    single[0] = NOTHING;
    return taken;
  }

  @Override
  public final void wantWrite(boolean on) {
    wantWrite = on;
    updateInterest();
  }

  @Override
  public final void wantRead(boolean on) {
    boolean resumed = on && !wantRead;
    wantRead = on;
    updateInterest();
    if (resumed) {
      readResumed();
    }
  }

  @Override
  public final long bytesWritten() {
    return bytesWritten;
  }

  @Override
  public final long bytesRead() {
    return bytesRead;
  }

  @Override
  public final OptionalLong unackedBytes() {
    OptionalLong kernel = UnackedBytes.of(socket.channel());
    return kernel.isPresent() ? OptionalLong.of(kernel.getAsLong() + pendingBytes()) : kernel;
  }

  @Override
  public final void close(Duration closeTimeout) {
    if (state != State.OPEN) {
      return;
    }
    state = State.CLOSING;
    deadline(
        closeTimeout,
        () -> reset(CloseReason.Kind.LOCAL_ABORTED, peer + " did not close in time; reset"));
    try {
      sayGoodbye();
      if (flush()) {
        socket.shutOutput();
      }
      updateInterest();
    } catch (IOException e) {
      broken(e);
    }
  }

  @Override
  public final void abort() {
    reset(CloseReason.Kind.LOCAL_ABORTED, "we reset the connection to " + peer);
  }

  private void reset(CloseReason.Kind kind, String message) {
    if (state == State.OPEN || state == State.CLOSING) {
      socket.reset();
      end(kind, message);
    }
  }

  private void cancelDeadline() {
    if (deadline != null) {
      deadline.cancel();
      deadline = null;
    }
  }

  private void release() {
    state = State.CLOSED;
    cancelDeadline();
    loop.leave(this);
    socket.close();
  }
}
