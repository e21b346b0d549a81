package dev.sluice.push.task;

import dev.sluice.catalog.session.Lease;
import dev.sluice.catalog.session.LeaseLostException;
import dev.sluice.catalog.session.Leases;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the lease on a thread of its own. Only a failed condition means that it is lost; while the
 * table cannot be reached the task keeps pushing and this keeps trying.
 */
final class LeaseKeeper implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LeaseKeeper.class);

  private final Leases leases;
  private final Runnable onLost;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("lease").factory());
  private volatile Lease lease;

  /**
   * Starts renewing a lease that was just acquired; {@code onLost} is called once, from the
   * keeper's thread.
   */
  LeaseKeeper(Leases leases, Lease acquired, Runnable onLost) {
    this.leases = leases;
    this.onLost = onLost;
    this.lease = acquired;
    long period = Leases.RENEWAL.toMillis();
    var _ = thread.scheduleWithFixedDelay(this::renew, period, period, TimeUnit.MILLISECONDS);
  }

  Lease lease() {
    return lease;
  }

  private void renew() {
    try {
      lease = leases.renew(lease);
    } catch (LeaseLostException e) {
      thread.shutdown();
      onLost.run();
    } catch (RuntimeException e) {
      // Throttled, cut off, or broken: pushing goes on, and an escaped exception would end the
      // renewals for good.
      log.warn(
          "streamId={} the lease could not be renewed, pushing goes on: {}",
          lease.streamId(),
          e.getClass().getSimpleName());
    }
  }

  /** Stops renewing; the lease stays until it is released or runs out. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
