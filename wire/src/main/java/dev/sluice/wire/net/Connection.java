package dev.sluice.wire.net;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * An established byte stream over TCP or TLS; the two differ in {@link #secure()} alone.
 *
 * <p>A connection queues no media. The owner offers buffers and learns how many bytes were taken;
 * what was not taken stays the owner's, who asks with {@link #wantWrite} to be told when the peer
 * has made room. Over TLS at most one batch of encrypted records waits inside ({@link
 * #pendingBytes()}, under 60 kB), and while any of it waits, {@link #write} takes nothing.
 *
 * <p>Not thread-safe: every method is called on the thread of {@link #loop()}. No method calls the
 * handler back before it returns; a write that finds the connection broken takes 0 bytes, and
 * {@link ConnectionHandler#onClosed} follows from the loop.
 */
public interface Connection {

  /** The loop all of this connection's callbacks come from. */
  EventLoop loop();

  /** The peer's address. */
  InetSocketAddress remoteAddress();

  /** Our own address. */
  InetSocketAddress localAddress();

  /** Whether the bytes go through TLS. */
  boolean secure();

  /** Whether bytes can still be written: false from the first close, abort or fault on. */
  boolean isOpen();

  /**
   * Offers {@code srcs[0]} to {@code srcs[count - 1]} in this order, and advances their positions
   * over what was taken. Never blocks. Each buffer may be direct (cheapest) or on the heap.
   *
   * @return the bytes taken, 0 when the peer has no room or the connection is closing or broken
   */
  long write(ByteBuffer[] srcs, int count);

  /** Offers one buffer; see {@link #write(ByteBuffer[], int)}. */
  long write(ByteBuffer src);

  /**
   * Whether {@link ConnectionHandler#onWritable} is called while the peer has room. It is called
   * again and again as long as this is on, so switch it off when there is nothing to write.
   */
  void wantWrite(boolean on);

  /** Whether to read on (the default). Off, the peer soon finds its window full. */
  void wantRead(boolean on);

  /** Bytes of the owner's taken so far. */
  long bytesWritten();

  /** Bytes handed to {@link ConnectionHandler#onReadable} so far. */
  long bytesRead();

  /** Encrypted bytes taken but not yet given to the kernel; always 0 over plain TCP. */
  int pendingBytes();

  /**
   * Bytes taken that the peer has not acknowledged: those given to the kernel, by {@link
   * UnackedBytes}, and {@link #pendingBytes}; over TLS these are encrypted bytes. Empty where the
   * kernel cannot be asked.
   */
  OptionalLong unackedBytes();

  /**
   * Closes gracefully: flushes what was taken, says close_notify over TLS, sends FIN, drops what
   * the peer still sends, and ends with the peer's FIN. After {@code deadline} it resets instead.
   * The handler hears of it by {@link ConnectionHandler#onClosed} and nothing else.
   */
  void close(Duration deadline);

  /** Resets the connection at once (RST). {@link ConnectionHandler#onClosed} follows. */
  void abort();
}
