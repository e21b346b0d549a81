package dev.sluice.wire.rtmp;

import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A publisher's side of one RTMP connection, without the connection: bytes received go in, bytes to
 * send are polled, events go to the listener. Not thread-safe: one thread at a time.
 *
 * <p>Media does not pass through: after {@link PublishListener#onPublishAccepted} the caller sends
 * a prelude made for {@link #mediaStreamId} ({@link MediaChunks#encodePrelude}) and then shared
 * chunks. Bytes polled here may be put between two messages of the media, never inside one.
 */
@SuppressWarnings("DoNotCallSuggester") // the bodies follow
public final class PublishSession {
  /**
   * @param request what to ask for
   * @param listener told of events
   * @param nanoClock as {@link System#nanoTime}, for round trips
   */
  public PublishSession(PublishRequest request, PublishListener listener, LongSupplier nanoClock) {
    throw new UnsupportedOperationException();
  }

  /**
   * Begins: the first bytes are ready to be polled. Call once, when the connection (and TLS)
   * stands.
   */
  public void start() {
    throw new UnsupportedOperationException();
  }

  /** Takes bytes from the server; all of them are consumed. Never throws for what they say. */
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

  /** True between acceptance and the end. */
  public boolean isPublishing() {
    throw new UnsupportedOperationException();
  }

  /** The message stream id for the prelude; valid once publishing. */
  public int mediaStreamId() {
    throw new UnsupportedOperationException();
  }

  /** Asks the server for a sign of life; an earlier unanswered ping is forgotten. */
  public void ping() {
    throw new UnsupportedOperationException();
  }

  /** Says good-bye: FCUnpublish, closeStream, deleteStream. Send what is then polled, and close. */
  public void unpublish() {
    throw new UnsupportedOperationException();
  }
}
