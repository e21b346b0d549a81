package dev.sluice.functions.reconcile;

import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.launch.Launch;
import dev.sluice.catalog.launch.Launches;
import dev.sluice.catalog.launch.LiveSession;
import dev.sluice.catalog.page.Page;
import dev.sluice.catalog.session.EndCause;
import dev.sluice.catalog.session.Lease;
import dev.sluice.catalog.session.SessionControl;
import dev.sluice.functions.launch.TaskLauncher;
import dev.sluice.functions.launch.TaskStarter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The function {@code reconcile}: brings what runs in line with what should, for all that events
 * missed. Walks the list of live sessions shard by shard and page by page; one session's failure
 * does not keep it from the next.
 */
public final class ReconcileFunction implements Function<Map<String, Object>, Map<String, Object>> {
  /**
   * How much longer than the hold a session without a task is left, so that its task may end it
   * first.
   */
  static final Duration HOLD_GRACE = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(ReconcileFunction.class);

  private final Catalog catalog;
  private final TaskStarter starter;
  private final TaskLauncher launcher;
  private final Clock clock;

  public ReconcileFunction(
      Catalog catalog, TaskStarter starter, TaskLauncher launcher, Clock clock) {
    this.catalog = catalog;
    this.starter = starter;
    this.launcher = launcher;
    this.clock = clock;
  }

  @Override
  public Map<String, Object> apply(Map<String, Object> schedule) {
    int seen = 0;
    for (int shard = 0; shard < Launches.SHARDS; shard++) {
      String cursor = null;
      do {
        Page<LiveSession> page = catalog.launches().live(shard, cursor);
        page.items().forEach(this::guarded);
        seen += page.items().size();
        cursor = page.nextCursor();
      } while (cursor != null);
    }
    return Map.of("sessions", seen);
  }

  private void guarded(LiveSession session) {
    try {
      reconcile(session);
    } catch (RuntimeException e) {
      log.warn(
          "streamId={} sessionId={} is left to the next run: {}",
          session.control().streamId(),
          session.sessionId(),
          e.toString());
    }
  }

  private void reconcile(LiveSession session) {
    Instant now = clock.instant();
    if (over(session)) {
      stopEnded(session, now);
    } else if (holdRanOut(session.control(), now)) {
      boolean _ =
          catalog
              .sessions()
              .end(
                  session.control().streamId(),
                  session.sessionId(),
                  EndCause.HOLD_EXPIRED,
                  null,
                  null,
                  session.control());
    } else if (session.launch() == null || session.launch().taskRef() == null) {
      starter.ensure(session.control().streamId(), session.sessionId());
    } else if (dead(session.launch(), session.lease(), now)) {
      launcher.stop(session.launch().taskRef(), "its lease has run out");
      starter.replace(session.launch(), "its lease has run out");
    }
  }

  private static boolean over(LiveSession session) {
    return session.control().ended() || !session.sessionId().equals(session.control().sessionId());
  }

  /**
   * The task ends by itself within seconds; stopping it is the same to it, and ends one that hangs.
   */
  private void stopEnded(LiveSession session, Instant now) {
    if (session.launch() != null && session.launch().taskRef() != null) {
      launcher.stop(session.launch().taskRef(), "its session has ended");
    }
    if (session.lease() == null || expired(session.lease(), now)) {
      catalog.launches().putAway(session.control().streamId(), session.sessionId());
    }
  }

  private static boolean holdRanOut(SessionControl control, Instant now) {
    return control.idleSince() != null
        && now.isAfter(control.idleSince().plus(control.hold()).plus(HOLD_GRACE));
  }

  private boolean dead(Launch launch, @Nullable Lease lease, Instant now) {
    if (lease == null || lease.attempt() < launch.attempt()) {
      // Not from when it was frozen: while AWS throttles, minutes pass until it is started.
      Instant due = launch.startedAt() == null ? launch.createdAt() : launch.startedAt();
      return now.isAfter(due.plus(launcher.startGrace()));
    }
    return expired(lease, now) && catalog.launches().leaseSeenOut(launch, lease);
  }

  private static boolean expired(Lease lease, Instant now) {
    return !now.isBefore(lease.expiresAt());
  }
}
