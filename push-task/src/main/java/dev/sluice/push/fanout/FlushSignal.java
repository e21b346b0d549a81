package dev.sluice.push.fanout;

import dev.sluice.wire.net.EventLoop;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * When the loop is woken to send what the source's thread has written.
 *
 * <p>A video frame goes at once, and takes with it whatever waits. Sound alone waits for the next
 * video frame, but no longer than {@link #PATIENCE}: sources bring sound in bursts beside video,
 * and each flush costs one system call per target.
 */
final class FlushSignal {
  /** With the loop's rounding this keeps the added latency under 5 ms. */
  static final Duration PATIENCE = Duration.ofMillis(3);

  private static final int NONE = 0;
  private static final int LATER = 1;
  private static final int NOW = 2;

  private final EventLoop loop;
  private final Runnable flush;
  private final AtomicInteger asked = new AtomicInteger(NONE);

  /**
   * @param flush run on the loop
   */
  FlushSignal(EventLoop loop, Runnable flush) {
    this.loop = loop;
    this.flush = flush;
  }

  /** From the source's thread. */
  void now() {
    if (asked.getAndSet(NOW) != NOW) {
      hand(() -> loop.execute(this::run));
    }
  }

  /** From the source's thread. */
  void soon() {
    if (asked.compareAndSet(NONE, LATER)) {
      hand(() -> loop.schedule(PATIENCE, this::runIfAsked));
    }
  }

  private void run() {
    // Before the flush: what is written during it asks anew.
    asked.set(NONE);
    flush.run();
  }

  private void runIfAsked() {
    if (asked.get() != NONE) {
      run();
    }
  }

  /** The source's thread must not fail because the loop is closed or drowning. */
  private void hand(Runnable call) {
    try {
      call.run();
    } catch (RejectedExecutionException e) {
      asked.set(NONE);
    }
  }
}
