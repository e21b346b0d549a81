package dev.sluice.local.run;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls {@code reconcile} on a schedule, which is each minute in AWS: one thread, never twice at
 * once.
 */
final class Reconciler implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
  private static final Duration PERIOD = Duration.ofSeconds(2);

  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("reconcile").daemon().factory());

  private Reconciler() {}

  static Reconciler start(Function<Map<String, Object>, Map<String, Object>> function) {
    Reconciler reconciler = new Reconciler();
    var _ =
        reconciler.scheduler.scheduleWithFixedDelay(
            () -> call(function), 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    return reconciler;
  }

  /** Ends after the call under way, within 5 s. */
  @Override
  public void close() {
    scheduler.shutdown();
    try {
      if (!scheduler.awaitTermination(5, TimeUnit.SECONDS)) {
        scheduler.shutdownNow();
      }
    } catch (InterruptedException e) {
      scheduler.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private static void call(Function<Map<String, Object>, Map<String, Object>> function) {
    try {
      Map<String, Object> _ = function.apply(Map.of());
    } catch (RuntimeException e) {
      LOG.warn("reconcile failed; the next run is in {} s", PERIOD.toSeconds(), e);
    }
  }
}
