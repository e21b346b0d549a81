package dev.sluice.local.run;

import dev.sluice.catalog.session.Leases;
import dev.sluice.local.function.EventFunction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls {@code reconcile} on a schedule, which is each minute in AWS: one thread, never twice at
 * once.
 */
final class Reconciler implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
  private static final byte[] EVENT =
      "{\"source\":\"aws.scheduler\"}".getBytes(StandardCharsets.US_ASCII);
  private static final Duration PERIOD = Duration.ofSeconds(2);

  /**
   * The pause after a failure. While the table is away no lease can be renewed; once it is back,
   * each living task renews its own before anything is concluded from one that has run out.
   */
  private static final Duration AFTER_FAILURE = Leases.LENGTH;

  private final ScheduledThreadPoolExecutor scheduler =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("reconcile").daemon().factory());
  private final EventFunction function;

  private Reconciler(EventFunction function) {
    this.function = function;
    scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  static Reconciler start(EventFunction function) {
    Reconciler reconciler = new Reconciler(function);
    reconciler.scheduler.execute(reconciler::run);
    return reconciler;
  }

  /** Ends after the call under way, within 5 s. */
  @Override
  public void close() {
    scheduler.shutdown();
    try {
      if (!scheduler.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.warn("reconcile did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    Duration pause = PERIOD;
    try {
      byte[] _ = function.handle(EVENT);
    } catch (IOException | RuntimeException e) {
      pause = AFTER_FAILURE;
      LOG.warn("reconcile failed; the next run is in {} s", pause.toSeconds(), e);
    }
    try {
      var _ = scheduler.schedule(this::run, pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("the local run ends");
    }
  }
}
