package dev.sluice.local.run;

import dev.sluice.local.function.EventFunction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
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

  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("reconcile").daemon().factory());

  private Reconciler() {}

  static Reconciler start(EventFunction function) {
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

  private static void call(EventFunction function) {
    try {
      byte[] _ = function.handle(EVENT);
    } catch (IOException | RuntimeException e) {
      LOG.warn("reconcile failed; the next run is in {} s", PERIOD.toSeconds(), e);
    }
  }
}
