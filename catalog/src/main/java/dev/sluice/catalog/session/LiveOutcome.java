package dev.sluice.catalog.session;

/** What a live event did. */
public sealed interface LiveOutcome {
  /** A new session began; its task is to be launched. */
  record Started(Session session) implements LiveOutcome {}

  /** The session was in its hold, or its source was named anew, and goes on. */
  record Resumed(Session session) implements LiveOutcome {}

  /** The session was live already; nothing changed. */
  record Unchanged(Session session) implements LiveOutcome {}

  /** The event is older than the stream's last known end, or the stream is suspended. */
  record Dropped(String why) implements LiveOutcome {}

  /** Neither the event nor the stream says where the source is. */
  record NoSource() implements LiveOutcome {}
}
