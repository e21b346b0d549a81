package dev.sluice.wire.net;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A few daemon threads for what would block a loop. They end after 10 s without work, so that a
 * process whose connections stand has none of them.
 *
 * <p>At most {@code threads} run and {@link #MAX_WAITING} tasks wait; one more is refused with
 * {@link RejectedExecutionException}.
 */
final class Workers implements Executor, AutoCloseable {

  static final int MAX_WAITING = 1024;

  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final ThreadPoolExecutor pool;

  /** Workers named {@code name-1}, {@code name-2} and so on. */
  Workers(String name, int threads) {
    pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(MAX_WAITING),
            Thread.ofPlatform().daemon().name(name + "-", 1).factory());
    pool.allowCoreThreadTimeOut(true);
  }

  @Override
  public void execute(Runnable task) {
    pool.execute(task);
  }

  /** Takes no more tasks and finishes those it has; does not wait for that. */
  void retire() {
    pool.shutdown();
  }

  /** Drops what waits, interrupts what runs, and gives it 2 s to end. */
  @Override
  public void close() {
    pool.shutdownNow();
    try {
      // The system's resolver cannot be interrupted: its thread then ends by itself, as a daemon.
      pool.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
