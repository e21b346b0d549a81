package dev.sluice.local.demo;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a signal does: asks the demo to end, and once it plays holds the JVM back until it has, for
 * at most 20 s. Before that there is nothing to take leave of: the JVM ends at once, and its guard
 * clears away.
 */
final class Ending implements AutoCloseable {

  private static final int SECONDS = 20;

  private final CountDownLatch done = new CountDownLatch(1);
  private volatile boolean held;

  private Ending() {}

  /** Counts the latch down on SIGTERM or Ctrl-C. */
  static Ending onSignal(CountDownLatch asked) {
    Ending ending = new Ending();
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("shutdown")
                .unstarted(
                    () -> {
                      asked.countDown();
                      if (ending.held) {
                        ending.await();
                      }
                    }));
    return ending;
  }

  /** From now on a signal waits for {@link #close}. */
  void hold() {
    held = true;
  }

  /** All is cleared away. */
  @Override
  public void close() {
    done.countDown();
  }

  private void await() {
    try {
      boolean _ = done.await(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
