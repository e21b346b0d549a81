package dev.sluice.catalog.status;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a task observes of one push. Written by the task alone.
 *
 * @param sessionId the session it was observed in
 * @param since when the state began
 * @param connectionId changes with every new connection, and only then; null before the first
 * @param publishedAt when publish was last accepted
 * @param bytesSent media bytes taken by this push's connections in this session; like the other
 *     counters from 0 again when a push that ENDED is switched on
 * @param bitrateBps bits per second over the last report, 0 when nothing is sent
 * @param droppedFrames video frames that the target missed in this session: skipped because it was
 *     behind, and by SRT, as far as its acknowledgements show, lost on the way and not made good
 * @param reconnects connections beyond the first in this session
 * @param attempt which attempt at connecting this is, from 1; back to 0 after 60 s LIVE
 * @param nextAttemptAt when BACKOFF ends
 * @param appliedRevision the newest revision of the stream's configuration this push has followed
 * @param appliedAfterMillis from that revision being written to it being applied; null before the
 *     first
 */
public record PushStatus(
    String pushId,
    String sessionId,
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

  /** Whether nothing differs but bytes sent, bit rate and dropped frames, which always move. */
  public boolean equalsButForCounters(PushStatus other) {
    return state == other.state
        && reason == other.reason
        && reconnects == other.reconnects
        && attempt == other.attempt
        && appliedRevision == other.appliedRevision
        && since.equals(other.since)
        && Objects.equals(message, other.message)
        && Objects.equals(connectionId, other.connectionId)
        && Objects.equals(publishedAt, other.publishedAt)
        && Objects.equals(nextAttemptAt, other.nextAttemptAt)
        && Objects.equals(appliedAfterMillis, other.appliedAfterMillis)
        && pushId.equals(other.pushId)
        && sessionId.equals(other.sessionId);
  }
}
