package dev.sluice.push.task;

import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.session.EndCause;
import dev.sluice.catalog.session.SessionControl;
import dev.sluice.catalog.session.Sessions;
import dev.sluice.catalog.status.Reason;
import dev.sluice.push.engine.PushEngine;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the control thread does each second: follows the configuration, reports, and notices the
 * end.
 */
final class Follower {
  private final Catalog catalog;
  private final TaskArguments task;
  private final PushEngine engine;
  private final WatchedSource source;
  private final LeaseKeeper keeper;
  private final Clock clock;
  private final SpecReader specs;
  private final StatusReporter reporter;
  private long appliedRevision = -1;
  private long sourceSerial;
  private long eventSerial;
  private @Nullable Instant announcedAt;

  Follower(
      Catalog catalog,
      TaskArguments task,
      PushEngine engine,
      WatchedSource source,
      LeaseKeeper keeper,
      SessionControl first,
      Clock clock) {
    this.catalog = catalog;
    this.task = task;
    this.engine = engine;
    this.source = source;
    this.keeper = keeper;
    this.clock = clock;
    this.sourceSerial = first.sourceSerial();
    this.eventSerial = first.eventSerial();
    this.specs = new SpecReader(catalog.pushes(), catalog.targets());
    this.reporter = new StatusReporter(catalog.statuses(), catalog.sessions(), clock);
  }

  /**
   * One step.
   *
   * @return false when the session is over
   */
  boolean step() {
    Optional<SessionControl> read = catalog.sessions().control(task.streamId());
    if (read.isEmpty() || task.isOver(read.get())) {
      return false;
    }
    SessionControl now = read.get();
    if (now.eventSerial() != eventSerial) {
      announcedAt = now.idleSince() == null ? clock.instant() : null;
      eventSerial = now.eventSerial();
    }
    if (now.sourceSerial() != sourceSerial) {
      source.moved(catalog.sessions().openSourceUrl(task.streamId(), task.sessionId()));
      sourceSerial = now.sourceSerial();
    }
    if (now.revision() != appliedRevision) {
      engine.apply(now.revision(), now.revisedAt(), specs.read(task.streamId()));
      appliedRevision = now.revision();
    }
    SourceWatch.Seen seen = source.seen();
    // Before the report: one that cannot be written must not keep a session without a source.
    boolean ends =
        HoldRule.due(now, seen, announcedAt, clock.instant())
            .filter(cause -> end(cause, seen, now))
            .isPresent();
    report();
    return !ends;
  }

  void report() {
    reporter.report(keeper.lease(), engine, source.seen());
  }

  private boolean end(EndCause cause, SourceWatch.Seen seen, SessionControl now) {
    Sessions sessions = catalog.sessions();
    Instant lostSince = seen.lostSince();
    if (cause == EndCause.SOURCE_LOST && lostSince != null) {
      return sessions.lost(task.streamId(), task.sessionId(), lostSince, lossMessage(seen), now);
    }
    return sessions.end(task.streamId(), task.sessionId(), cause, null, null, now);
  }

  private static String lossMessage(SourceWatch.Seen seen) {
    String detail = seen.message();
    return detail == null
        ? Reason.SOURCE_LOST.advice()
        : Reason.SOURCE_LOST.advice() + " " + detail;
  }
}
