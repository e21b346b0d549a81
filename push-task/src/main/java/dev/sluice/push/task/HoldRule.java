package dev.sluice.push.task;

import dev.sluice.catalog.session.EndCause;
import dev.sluice.catalog.session.SessionControl;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a session has been without its source for too long. Pure.
 *
 * <p>An idle event starts the hold by the catalog's clock. Without one (a pulled source, an ingest
 * server that died) the task's own loss of the source starts it. A source that never came is given
 * {@link #OPENING} at least: a hold of 0 s means "end when it goes", not "end before it came".
 */
final class HoldRule {
  static final Duration OPENING = Duration.ofSeconds(30);

  private HoldRule() {}

  static Optional<EndCause> due(SessionControl control, SourceWatch.Seen source, Instant now) {
    if (control.idleSince() != null && passed(control.idleSince(), control.hold(), now)) {
      return Optional.of(EndCause.HOLD_EXPIRED);
    }
    if (source.lostSince() != null && passed(source.lostSince(), window(control, source), now)) {
      return Optional.of(EndCause.SOURCE_LOST);
    }
    return Optional.empty();
  }

  private static Duration window(SessionControl control, SourceWatch.Seen source) {
    boolean longEnough = source.everFlowed() || control.hold().compareTo(OPENING) >= 0;
    return longEnough ? control.hold() : OPENING;
  }

  private static boolean passed(Instant since, Duration window, Instant now) {
    return !now.isBefore(since.plus(window));
  }
}
