package dev.sluice.catalog.table;

import dev.sluice.catalog.session.EndCause;
import dev.sluice.catalog.session.LiveEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whose session is it: what a live, idle or end does to a stream, decided from its {@code CONFIG}
 * item alone.
 *
 * <p>Two clocks meet here. Events carry the sender's time; whether the hold has run out is told by
 * ours. They are never compared with each other: an event is held against the times of earlier
 * events ({@code liveAt}, {@code idleAt}), and an end that we decided is kept in the sender's
 * terms, by the lag seen at its last event ({@code lastEnd}). So a sender whose clock is an hour
 * off is served as well as any other.
 */
final class SessionRules {
  private SessionRules() {}

  /** What a live event leads to. */
  sealed interface Decision {
    /** A new session; {@code endsCurrent} tells whether one has to end first. */
    record Start(boolean endsCurrent) implements Decision {}

    /** The current session goes on, out of its hold or with another source. */
    record Resume() implements Decision {}

    /** The source of the live session appeared anew: remembered, nothing else. */
    record Remember() implements Decision {}

    record Nothing() implements Decision {}

    record Drop(String why) implements Decision {}
  }

  /**
   * Decides on a live event.
   *
   * @param otherSource it names another source URL than the current session's
   */
  static Decision onLive(StreamConfig config, LiveEvent event, boolean otherSource, Instant now) {
    if (config.suspended()) {
      return new Decision.Drop("the stream is suspended");
    }
    if (!config.live()) {
      return withoutSession(config, event);
    }
    if (config.idleSince() != null) {
      return whileHolding(config, event, now);
    }
    return event.connectionId() == null
        ? whileLive(config, event, otherSource)
        : anotherConnection(config, event, event.connectionId(), otherSource);
  }

  private static Decision withoutSession(StreamConfig config, LiveEvent event) {
    if (isBefore(event.at(), config.lastEnd())) {
      return new Decision.Drop("the event is older than the stream's last known end");
    }
    if (event.at().equals(config.liveAt())
        && Objects.equals(event.name(), config.senders().current())) {
      return new Decision.Drop("the session that this event began has ended");
    }
    return new Decision.Start(false);
  }

  private static Decision whileHolding(StreamConfig config, LiveEvent event, Instant now) {
    String connection = event.connectionId();
    boolean mayBeCopy = connection == null || config.senders().has(connection);
    if (mayBeCopy && isBefore(event.at(), config.idleAt())) {
      return new Decision.Drop("the event is older than the source's last going away");
    }
    // The task ends a session whose hold ran out, or reconcile does. Until then the clock
    // decides, so that it makes no difference how soon they come to it.
    return holdEnd(config).isAfter(now) ? new Decision.Resume() : new Decision.Start(true);
  }

  private static Decision whileLive(StreamConfig config, LiveEvent event, boolean otherSource) {
    boolean older = isBefore(event.at(), config.liveAt());
    boolean newer = isBefore(config.liveAt(), event.at());
    if (isOfAnotherSession(config, event.sessionId())) {
      return newer
          ? new Decision.Start(true)
          : new Decision.Drop("the event is older than the current session");
    }
    if (older) {
      return new Decision.Nothing();
    }
    if (otherSource) {
      return new Decision.Resume();
    }
    boolean nameless = config.senders().current() == null && event.sessionId() != null;
    return newer || nameless ? new Decision.Remember() : new Decision.Nothing();
  }

  /**
   * A publisher while the session has one. Its hook may have overtaken the end of the one before
   * it, or its server may yet refuse it: which, the ends tell. Hooks are served side by side, so
   * the times of different connections are never compared.
   */
  private static Decision anotherConnection(
      StreamConfig config, LiveEvent event, String connection, boolean otherSource) {
    boolean known = config.senders().has(connection);
    if (known && !isBefore(config.liveAt(), event.at())) {
      return new Decision.Nothing();
    }
    return otherSource ? new Decision.Resume() : new Decision.Remember();
  }

  /** A session that began without a name takes the first name that it is called by. */
  private static boolean isOfAnotherSession(StreamConfig config, @Nullable String name) {
    return name != null && config.senders().current() != null && !isNamed(config, name);
  }

  private static boolean isNamed(StreamConfig config, String name) {
    return name.equals(config.senders().current()) || name.equals(config.sessionId());
  }

  /** Whether an idle event starts the hold. */
  static boolean startsHold(StreamConfig config, @Nullable String name, Instant at) {
    if (!config.live() || config.idleSince() != null) {
      return false;
    }
    return name == null
        ? isBefore(config.liveAt(), at)
        : isNamed(config, name) && !isBefore(at, config.liveAt());
  }

  /** Whether a connection's end is news: it is one of those that feed the session. */
  static boolean leaves(StreamConfig config, String connection) {
    return config.live() && config.idleSince() == null && config.senders().has(connection);
  }

  /** When the hold runs out, by our clock. Only of a session that holds. */
  static Instant holdEnd(StreamConfig config) {
    return Objects.requireNonNull(config.idleSince()).plus(config.hold());
  }

  /**
   * When the source is known to have ended, by the sender's clock.
   *
   * @param at the same by ours: the task's loss of it, or a decision of now
   */
  static Instant knownEnd(StreamConfig config, EndCause cause, Instant at) {
    Instant sendersTime = at.minus(config.lag());
    return switch (cause) {
      // An encoder that came back at the very end of the hold, its event still on the way, is
      // newer.
      case HOLD_EXPIRED -> config.idleAt() == null ? sendersTime : config.idleAt();
      case SOURCE_LOST, TERMINATED, SUSPENDED, DELETED, LAUNCH_FAILED ->
          later(sendersTime, config.liveAt());
    };
  }

  /** How far the sender's clock, and the event's way, is behind ours. */
  static Duration lag(Instant at, Instant now) {
    return Duration.between(at, now);
  }

  private static boolean isBefore(@Nullable Instant one, @Nullable Instant other) {
    return one != null && other != null && one.isBefore(other);
  }

  private static Instant later(Instant one, @Nullable Instant other) {
    return isBefore(one, other) ? Objects.requireNonNull(other) : one;
  }
}
