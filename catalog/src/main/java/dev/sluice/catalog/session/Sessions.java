package dev.sluice.catalog.session;

import dev.sluice.catalog.page.Page;
import dev.sluice.catalog.page.PageRequest;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.status.Reason;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sessions: whose they are, when they begin, hold and end. Thread-safe; every change is one
 * conditional write.
 */
public interface Sessions {
  /**
   * A source appeared. Ten equal events, two at once among them, start one session; an event inside
   * the hold resumes the same session whatever its own id; an event with no id and a current
   * session is the same session; an event older than the last known end is dropped. An event with
   * another id while a session is live (not holding) ends that one and starts a new one only when
   * it is newer than the current session's start; otherwise it is dropped. A connection never ends
   * a session: while another has it, it is remembered as announced.
   */
  LiveOutcome begin(String streamId, LiveEvent event);

  /**
   * A source went away: starts the hold. An event that names a session ends only that one; one
   * without an id only a session that began before {@code at}.
   *
   * @return false when it concerns no current session, or the hold runs already
   */
  boolean idle(String streamId, @Nullable String sessionId, Instant at);

  /**
   * A publisher's connection went away. The last one of the session starts the hold; while others
   * are announced, the newest of them takes the session over. One that the session does not know
   * ends nothing.
   *
   * @param at by the sender's clock
   * @return whether the hold began
   */
  boolean left(String streamId, String connectionId, Instant at);

  /**
   * Ends a session. {@code HOLD_EXPIRED} holds only if no live event resumed the session meanwhile.
   *
   * @param cause any but {@code SOURCE_LOST}: see {@link #lost}
   * @param seen the control item the caller decided on; null for causes that need none
   * @return false when the session had ended or was resumed
   */
  boolean end(
      String streamId,
      String sessionId,
      EndCause cause,
      @Nullable Reason reason,
      @Nullable String message,
      @Nullable SessionControl seen);

  /**
   * Ends a session whose source the task lost and waited for in vain, if no live event resumed it
   * meanwhile. A source that appeared after the loss, its event still on the way, begins another.
   *
   * @param since when the source was lost, by our clock
   * @param seen the control item the caller decided on
   * @return false when the session had ended or was resumed
   */
  boolean lost(
      String streamId, String sessionId, Instant since, String message, SessionControl seen);

  /** Strongly consistent; empty when there is no such stream. */
  Optional<SessionControl> control(String streamId);

  /** Newest first. */
  Page<Session> history(String accountId, String streamId, PageRequest page);

  /** Decrypts where the session's source is pulled from. Only where the vault may. */
  Secret openSourceUrl(String streamId, String sessionId);

  /**
   * Writes what the task observes of the session.
   *
   * @throws LeaseLostException when a newer fence has written
   */
  void observe(
      Lease lease,
      SessionState state,
      @Nullable Reason reason,
      @Nullable String message,
      @Nullable SourceInfo source);
}
