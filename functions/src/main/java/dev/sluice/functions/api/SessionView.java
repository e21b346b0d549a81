package dev.sluice.functions.api;

import dev.sluice.catalog.session.Session;
import dev.sluice.catalog.session.SessionState;
import dev.sluice.catalog.status.Reason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A session as the API shows it, alone and in the list of sessions. */
record SessionView(
    String id,
    Instant startedAt,
    @Nullable Instant endedAt,
    SessionState state,
    @Nullable Reason reason,
    @Nullable String message,
    @Nullable SourceView source) {
  static SessionView of(Session session) {
    return new SessionView(
        session.id(),
        session.startedAt(),
        session.endedAt(),
        session.state(),
        session.reason(),
        Advice.message(session.reason(), session.message()),
        SourceView.of(session.source()));
  }
}
