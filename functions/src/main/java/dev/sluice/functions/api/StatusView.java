package dev.sluice.functions.api;

import dev.sluice.catalog.push.Push;
import dev.sluice.catalog.session.Session;
import dev.sluice.catalog.status.PushState;
import dev.sluice.catalog.status.PushStatus;
import dev.sluice.catalog.status.Reason;
import dev.sluice.catalog.stream.Stream;
import dev.sluice.catalog.stream.StreamState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a push does right now: what its task observed, where the switches and the session agree. */
record StatusView(
    PushState state,
    @Nullable Reason reason,
    @Nullable String message,
    Instant since,
    @Nullable String connectionId,
    @Nullable Instant publishedAt,
    long bytesSent,
    long bitrateBps,
    long droppedFrames,
    int reconnects,
    int attempt,
    @Nullable Instant nextAttemptAt,
    long appliedRevision,
    @Nullable Long appliedAfterMillis) {

  /**
   * Derives a push's status.
   *
   * @param stream the push's stream with its session
   * @param observed the task's last word on this push, of whichever session; null for none
   */
  static StatusView of(Stream stream, Push push, @Nullable PushStatus observed) {
    Session session = stream.state() == StreamState.LIVE ? stream.session() : null;
    PushStatus current =
        session != null && observed != null && observed.sessionId().equals(session.id())
            ? observed
            : null;
    Instant switched = push.activeChangedAt();
    if (!push.active()) {
      return still(PushState.DISABLED, current, switched);
    }
    if (session == null) {
      Session last = stream.session();
      return still(PushState.IDLE, null, latest(last == null ? null : last.endedAt(), switched));
    }
    // ENDED in a session that goes on: it was switched off and is on again, the task is at it.
    return current == null || current.state() == PushState.ENDED
        ? still(
            PushState.CONNECTING,
            current,
            latest(current == null ? session.startedAt() : current.since(), switched))
        : observed(current);
  }

  private static Instant latest(@Nullable Instant maybe, Instant other) {
    return maybe == null || maybe.isBefore(other) ? other : maybe;
  }

  /** A state without a connection; the session's counters stay. */
  private static StatusView still(PushState state, @Nullable PushStatus current, Instant since) {
    return current == null
        ? new StatusView(state, null, null, since, null, null, 0, 0, 0, 0, 0, null, 0, null)
        : new StatusView(
            state,
            null,
            null,
            since,
            null,
            null,
            current.bytesSent(),
            0,
            current.droppedFrames(),
            current.reconnects(),
            0,
            null,
            current.appliedRevision(),
            current.appliedAfterMillis());
  }

  private static StatusView observed(PushStatus status) {
    return new StatusView(
        status.state(),
        status.reason(),
        Advice.message(status.reason(), status.message()),
        status.since(),
        status.connectionId(),
        status.publishedAt(),
        status.bytesSent(),
        status.bitrateBps(),
        status.droppedFrames(),
        status.reconnects(),
        status.attempt(),
        status.nextAttemptAt(),
        status.appliedRevision(),
        status.appliedAfterMillis());
  }
}
