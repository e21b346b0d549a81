package dev.sluice.push.task;

import dev.sluice.catalog.session.Lease;
import dev.sluice.catalog.session.LeaseLostException;
import dev.sluice.catalog.session.Leases;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the lease on a thread of its own. Only a failed condition means that it is lost; while the
 * table cannot be reached the task keeps pushing and this keeps trying, each second, so that the
 * lease is good again before anybody concludes from it that the task is dead.
 */
final class LeaseKeeper implements AutoCloseable {
  static final Duration RETRY = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(LeaseKeeper.class);

  private final Leases leases;
  private final Runnable onLost;
  private final ScheduledExecutorService thread;
  private volatile Lease lease;
  private boolean away;

  /**
   * Starts renewing a lease that was just acquired; {@code onLost} is called once, from the
   * keeper's thread.
   */
  LeaseKeeper(Leases leases, Lease acquired, Runnable onLost) {
    this(
        leases,
        acquired,
        onLost,
        Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("lease").factory()));
  }

  /** On a thread that becomes the keeper's own. */
  LeaseKeeper(Leases leases, Lease acquired, Runnable onLost, ScheduledExecutorService thread) {
    this.leases = leases;
    this.onLost = onLost;
    this.lease = acquired;
    this.thread = thread;
    renewIn(Leases.RENEWAL);
  }

  Lease lease() {
    return lease;
  }

  private void renewIn(Duration pause) {
    try {
      var _ = thread.schedule(this::renew, pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("streamId={} the lease is renewed no more", lease.streamId());
    }
  }

  private void renew() {
    try {
      lease = leases.renew(lease);
      if (away) {
        log.info("streamId={} the lease is renewed again", lease.streamId());
      }
      away = false;
      renewIn(Leases.RENEWAL);
    } catch (LeaseLostException e) {
      thread.shutdown();
      onLost.run();
    } catch (RuntimeException e) {
      // Throttled, cut off, or broken: pushing goes on, and so must the renewals.
      if (!away) {
        log.warn(
            "streamId={} the lease could not be renewed, pushing goes on: {}",
            lease.streamId(),
            e.getClass().getSimpleName());
      }
      away = true;
      renewIn(RETRY);
    }
  }

  /** Stops renewing; the lease stays until it is released or runs out. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
