package dev.sluice.functions.ingest;

import dev.sluice.catalog.session.LiveEvent;
import dev.sluice.catalog.session.LiveOutcome;
import dev.sluice.catalog.session.Session;
import dev.sluice.catalog.session.SessionState;
import dev.sluice.catalog.session.Sessions;
import dev.sluice.catalog.stream.Stream;
import dev.sluice.functions.event.EventBus;
import dev.sluice.functions.event.StreamEvent;

/**
 * A source appeared: first the session, then the event that gets it a task. Nothing here waits for
 * the task. Thread-safe.
 */
public final class SourceEvents {
  private final Sessions sessions;
  private final EventBus bus;

  public SourceEvents(Sessions sessions, EventBus bus) {
    this.sessions = sessions;
    this.bus = bus;
  }

  /** Begins or resumes the stream's session, and says so on the bus. */
  public LiveOutcome appeared(Stream stream, LiveEvent event) {
    LiveOutcome outcome = sessions.begin(stream.id(), event);
    switch (outcome) {
      case LiveOutcome.Started(Session session) -> publish(stream, session);
      case LiveOutcome.Resumed(Session session) -> publish(stream, session);
      case LiveOutcome.Unchanged(Session session) -> {
        // The sender may be trying again because the bus took nothing the first time. Twice is
        // harmless: an attempt is launched once.
        if (session.state() == SessionState.STARTING) {
          publish(stream, session);
        }
      }
      case LiveOutcome.Dropped _, LiveOutcome.NoSource _ -> {}
    }
    return outcome;
  }

  private void publish(Stream stream, Session session) {
    bus.publish(
        new StreamEvent(StreamEvent.Kind.LIVE, stream.accountId(), stream.id(), session.id()));
  }
}
