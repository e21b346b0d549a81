package dev.sluice.push.task;

import static java.util.stream.Collectors.toSet;

import dev.sluice.catalog.session.Lease;
import dev.sluice.catalog.session.SessionState;
import dev.sluice.catalog.session.Sessions;
import dev.sluice.catalog.session.Statuses;
import dev.sluice.catalog.status.PushStatus;
import dev.sluice.push.engine.PushEngine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the task observes: a change of state at once, counters every 10 s, those of all
 * pushes in one write. Used by the control thread alone. What could not be written is written the
 * next time, since a status counts as reported only after its write.
 */
final class StatusReporter {
  static final Duration COUNTERS_EVERY = Duration.ofSeconds(10);

  /** A status expires a month after it was written, and a push may be LIVE for longer than that. */
  static final Duration STATES_EVERY = Duration.ofDays(1);

  private final Statuses statuses;
  private final Sessions sessions;
  private final Clock clock;
  private final Map<String, Reported> reported = new HashMap<>();
  private SourceWatch.@Nullable Seen reportedSource;
  private Instant countersDue;

  StatusReporter(Statuses statuses, Sessions sessions, Clock clock) {
    this.statuses = statuses;
    this.sessions = sessions;
    this.clock = clock;
    this.countersDue = clock.instant();
  }

  /** Writes what has changed since it was last written. */
  void report(Lease lease, PushEngine engine, SourceWatch.Seen source) {
    reportSource(lease, source);
    Instant now = clock.instant();
    Collection<PushStatus> current = engine.statuses();
    reported.keySet().retainAll(current.stream().map(PushStatus::pushId).collect(toSet()));
    List<PushStatus> due = current.stream().filter(s -> isDue(s, now)).toList();
    if (!due.isEmpty()) {
      statuses.write(lease, due);
      due.forEach(s -> reported.put(s.pushId(), new Reported(s, now)));
      engine.reported(due);
    }
    if (!now.isBefore(countersDue)) {
      count(lease, current.stream().filter(s -> !due.contains(s)).toList());
      countersDue = now.plus(COUNTERS_EVERY);
    }
  }

  /** Of those whose status, which has the counters too, was not written just now. */
  private void count(Lease lease, List<PushStatus> counting) {
    if (counting.stream().anyMatch(this::changed)) {
      statuses.count(lease, counting);
      counting.forEach(s -> reported.computeIfPresent(s.pushId(), (id, last) -> last.counted(s)));
    }
  }

  /** Of which pushes it keeps what was last written, for tests. */
  Set<String> remembered() {
    return reported.keySet();
  }

  private void reportSource(Lease lease, SourceWatch.Seen source) {
    boolean untouched = !source.everFlowed() && source.reason() == null;
    if (source.equals(reportedSource) || untouched) {
      return;
    }
    SessionState state = source.state();
    sessions.observe(lease, state, source.reason(), source.message(), source.info());
    reportedSource = source;
  }

  private boolean changed(PushStatus status) {
    Reported last = reported.get(status.pushId());
    return last == null || !status.equals(last.status());
  }

  private boolean isDue(PushStatus status, Instant now) {
    Reported last = reported.get(status.pushId());
    return last == null
        || !status.equalsButForCounters(last.status())
        || !now.isBefore(last.at().plus(STATES_EVERY));
  }

  /**
   * What the table has of a push.
   *
   * @param at when its state was last written
   */
  private record Reported(PushStatus status, Instant at) {
    Reported counted(PushStatus now) {
      return new Reported(now, at);
    }
  }
}
