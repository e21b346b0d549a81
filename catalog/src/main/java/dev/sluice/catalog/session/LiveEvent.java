package dev.sluice.catalog.session;

import dev.sluice.catalog.secret.Secret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stream's source is there. It bears one name at most: of a session, where another name is
 * another session, or of a connection, where several may serve one session.
 *
 * @param sessionId the sender's name for the period, 1 to 128 printable characters, or null
 * @param connectionId the ingest server's name for the publisher's connection, of the same form, or
 *     null: it goes by {@link Sessions#left}
 * @param sourceUrl where to pull from; null for the stream's own pull URL
 * @param at when the source appeared, by the sender's clock
 */
public record LiveEvent(
    @Nullable String sessionId,
    @Nullable String connectionId,
    @Nullable Secret sourceUrl,
    Instant at) {
  public LiveEvent {
    if (sessionId != null && connectionId != null) {
      throw new IllegalArgumentException("an event names a session or a connection, not both");
    }
  }

  /** Of a session's name, or without any. */
  public LiveEvent(@Nullable String sessionId, @Nullable Secret sourceUrl, Instant at) {
    this(sessionId, null, sourceUrl, at);
  }

  /** Of a connection; null for a server that names none. */
  public static LiveEvent ofConnection(
      @Nullable String connectionId, @Nullable Secret sourceUrl, Instant at) {
    return new LiveEvent(null, connectionId, sourceUrl, at);
  }

  /** Whichever name it bears. */
  public @Nullable String name() {
    return connectionId == null ? sessionId : connectionId;
  }
}
