package dev.sluice.wire.net;

import java.nio.ByteBuffer;

/**
 * What happens to one connection, told on its loop's thread.
 *
 * <p>The order is always {@code onFailed}, or {@code onConnected (onReadable | onWritable)*
 * onClosed}. The last call is made exactly once, unless the attempt was cancelled: then no further
 * call is made. An exception out of any of these ends this connection with {@link
 * CloseReason.Kind#INTERNAL} and touches no other.
 */
public interface ConnectionHandler {

  /**
   * Connected, over TLS with the peer's certificate checked. Reading is on, {@code wantWrite} off.
   */
  void onConnected(Connection connection);

  /**
   * Bytes of the peer's, from position to limit. The buffer belongs to the loop and is reused after
   * the call: take all of it now; what is left unread is dropped.
   */
  void onReadable(Connection connection, ByteBuffer bytes);

  /** There is room to write. Called only while {@link Connection#wantWrite} is on. */
  void onWritable(Connection connection);

  /** It has ended, by either side. */
  void onClosed(Connection connection, CloseReason reason);

  /** It never came about. */
  void onFailed(ConnectFailure failure);
}
