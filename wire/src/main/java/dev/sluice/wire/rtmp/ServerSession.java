package dev.sluice.wire.rtmp;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A server's side of one RTMP connection, without the connection: takes one publisher or one
 * player. Not thread-safe: one thread at a time.
 */
@SuppressWarnings("DoNotCallSuggester") // the bodies follow
public final class ServerSession {
  /** A session that waits for a client's handshake. */
  public ServerSession(ServerOptions options, ServerListener listener) {
    throw new UnsupportedOperationException();
  }

  /** Takes bytes from the client; all of them are consumed. Never throws for what they say. */
  public void received(ByteBuffer in) {
    throw new UnsupportedOperationException();
  }

  /**
   * Bytes to send, in order, owned by the caller from now on; null when there are none. Poll until
   * null.
   */
  public @Nullable ByteBuffer pollOutgoing() {
    throw new UnsupportedOperationException();
  }

  /**
   * Sends audio, video or data to a player that was accepted; the message's stream id is set here.
   */
  public void send(RtmpMessage message) {
    throw new UnsupportedOperationException();
  }

  /** Bytes waiting to be polled: hold back when a player is slow. */
  public int outgoingBytes() {
    throw new UnsupportedOperationException();
  }

  /** Tells a player that the stream is over; send what is then polled, and close. */
  public void endPlay() {
    throw new UnsupportedOperationException();
  }

  /** Sends a status on the client's stream: how a platform ends a broadcast. */
  public void sendStatus(String level, String code, String description) {
    throw new UnsupportedOperationException();
  }

  /** Asks the client for a sign of life. */
  public void ping() {
    throw new UnsupportedOperationException();
  }
}
