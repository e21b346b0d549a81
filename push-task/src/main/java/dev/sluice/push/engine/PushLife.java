package dev.sluice.push.engine;

import dev.sluice.catalog.status.PushState;
import dev.sluice.catalog.status.Reason;
import dev.sluice.push.output.OutputFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The states of one push, and when it tries again. Pure: told what happens and when, it answers
 * what to do; it owns no connection, no timer and no clock.
 *
 * <p>Without a source nothing is connected: who would join waits in HOLDING (CONNECTING before the
 * source ever came). A connection that stands when the source goes is kept.
 */
final class PushLife {
  /** LIVE this long, a push has a clean slate. */
  static final Duration PROVEN = Duration.ofSeconds(60);

  /** Retrying cannot mend these. */
  private static final Set<Reason> TERMINAL =
      EnumSet.of(
          Reason.CODEC_UNSUPPORTED,
          Reason.PROFILE_UNAVAILABLE,
          Reason.TLS_CERTIFICATE,
          Reason.ADDRESS_FORBIDDEN,
          Reason.ENDED_BY_PLATFORM);

  private final Backoff backoff;
  private PushState state = PushState.ENDED;
  private @Nullable Reason reason;
  private @Nullable String message;
  private Instant since;
  private @Nullable Instant nextAttemptAt;
  private int attempt;
  private boolean refusedOnce;
  private SourcePresence source;
  private boolean connected;
  private boolean waiting;

  PushLife(Backoff backoff, SourcePresence source, Instant now) {
    this.backoff = backoff;
    this.source = source;
    this.since = now;
  }

  PushState state() {
    return state;
  }

  @Nullable Reason reason() {
    return reason;
  }

  @Nullable String message() {
    return message;
  }

  /** When the state began. */
  Instant since() {
    return since;
  }

  /** When BACKOFF ends; null in any other state. */
  @Nullable Instant nextAttemptAt() {
    return nextAttemptAt;
  }

  /** Attempts since the slate was last clean. */
  int attempt() {
    return attempt;
  }

  /** The push is wanted: for the first time, again, or elsewhere than before. */
  Action begin(Instant now) {
    clean();
    backoff.forget();
    return connect(now);
  }

  /** A user asks for an attempt: now, unless LIVE or ended, whatever the source does. */
  Action retry(Instant now) {
    return state == PushState.LIVE || state == PushState.ENDED ? Action.NONE : restart(now);
  }

  /** A user asks for a new connection. */
  Action restart(Instant now) {
    if (state == PushState.ENDED) {
      return Action.NONE;
    }
    clean();
    return attempt(now);
  }

  /** The peer took the stream. */
  void published(Instant now) {
    connected = true;
    refusedOnce = false;
    if (source != SourcePresence.FLOWING) {
      enter(PushState.HOLDING, null, null, now);
    }
  }

  /** The peer takes media in. */
  void flowing(Instant now) {
    if (connected && source == SourcePresence.FLOWING) {
      enter(PushState.LIVE, null, null, now);
    }
  }

  /** The peer takes nothing in, though the connection stands. */
  void stalled(String why, Instant now) {
    enter(PushState.STALLED, Reason.STALLED, why, now);
  }

  /** The attempt failed, or the connection broke. */
  void failed(OutputFailure failure, Instant now) {
    connected = false;
    boolean refusedTwice = failure.reason() == Reason.AUTH && refusedOnce;
    refusedOnce = failure.reason() == Reason.AUTH;
    if (refusedTwice || TERMINAL.contains(failure.reason())) {
      enter(PushState.FAILED, failure.reason(), failure.message(), now);
    } else {
      Instant due = backoff.next(now, attempt, failure.reason());
      enter(PushState.BACKOFF, failure.reason(), failure.message(), now);
      nextAttemptAt = due;
    }
  }

  /** The connection has ended for a reason that is nobody's fault: another one is needed now. */
  Action outgrown(Instant now) {
    connected = false;
    return connect(now);
  }

  /** Time has passed. */
  Action tick(Instant now) {
    if (state == PushState.LIVE && !now.isBefore(since.plus(PROVEN))) {
      attempt = 0;
    }
    boolean due = nextAttemptAt != null && !now.isBefore(nextAttemptAt);
    return due ? connect(now) : Action.NONE;
  }

  /** Media comes from the source. */
  Action sourceFlowing(Instant now) {
    source = SourcePresence.FLOWING;
    return waiting ? connect(now) : Action.NONE;
  }

  /** The source is away. */
  void sourceAway(Instant now) {
    if (source == SourcePresence.EXPECTED) {
      return; // it could not be opened yet
    }
    source = SourcePresence.AWAY;
    if (connected) {
      enter(PushState.HOLDING, null, null, now);
    }
  }

  /** Unwanted, and its connection is closed. */
  void ended(Instant now) {
    connected = false;
    enter(PushState.ENDED, null, null, now);
  }

  private Action connect(Instant now) {
    connected = false;
    if (source != SourcePresence.FLOWING) {
      boolean away = source == SourcePresence.AWAY;
      enter(away ? PushState.HOLDING : PushState.CONNECTING, reason, message, now);
      waiting = true;
      return Action.DISCONNECT;
    }
    Instant free = backoff.freeAt(now);
    if (free.isAfter(now)) {
      enter(PushState.BACKOFF, reason, message, now);
      nextAttemptAt = free;
      return Action.DISCONNECT;
    }
    return attempt(now);
  }

  private Action attempt(Instant now) {
    connected = false;
    backoff.attempted(now);
    attempt++;
    enter(PushState.CONNECTING, reason, message, now);
    return Action.CONNECT;
  }

  private void clean() {
    attempt = 0;
    refusedOnce = false;
    reason = null;
    message = null;
  }

  private void enter(PushState next, @Nullable Reason why, @Nullable String words, Instant now) {
    if (state != next) {
      since = now;
    }
    state = next;
    reason = why;
    message = words;
    nextAttemptAt = null;
    waiting = false;
  }
}
