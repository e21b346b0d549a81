package dev.sluice.functions.simulation;

import dev.sluice.catalog.testing.MutableClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Time that passes only while everybody waits. Each action has a thread of its own, but one runs at
 * a time, in the order of the simulated clock: code that blocks is simulated as it stands, and the
 * same seed gives the same run.
 */
final class VirtualTime {
  private static final long STUCK_SECONDS = 60;
  private static final ThreadLocal<@Nullable Instant> DEADLINE = new ThreadLocal<>();

  private final MutableClock clock;
  private final PriorityQueue<Wake> wakes =
      new PriorityQueue<>(Comparator.comparing(Wake::at).thenComparingLong(Wake::order));
  private final Semaphore handedBack = new Semaphore(0);
  private long order;
  private @Nullable Throwable failure;

  private record Wake(Instant at, long order, Runnable resume) {}

  /** The time limit that {@link #within} was given has passed. An error: nobody may catch it. */
  static final class TimedOut extends Error {
    private static final long serialVersionUID = 1L;
  }

  VirtualTime(Instant start) {
    this.clock = new MutableClock(start);
  }

  Clock clock() {
    return clock;
  }

  Instant now() {
    return clock.instant();
  }

  /** Runs an action after a while, beside whatever else runs then. */
  void after(Duration delay, Runnable action) {
    wake(
        now().plus(delay),
        () -> {
          Thread _ =
              Thread.ofVirtual()
                  .start(
                      () -> {
                        try {
                          action.run();
                        } catch (Throwable e) {
                          failure = e;
                        } finally {
                          handedBack.release();
                        }
                      });
        });
  }

  /** Passes time in an action. */
  void pass(Duration duration) {
    Instant limit = DEADLINE.get();
    Instant until = now().plus(duration);
    boolean timesOut = limit != null && until.isAfter(limit);
    Semaphore mine = new Semaphore(0);
    wake(timesOut ? limit : until, mine::release);
    handedBack.release();
    mine.acquireUninterruptibly();
    if (timesOut) {
      throw new TimedOut();
    }
  }

  /** Runs a part of an action that is cut short after a time limit, wherever it waits then. */
  void within(Duration limit, Runnable part) {
    DEADLINE.set(now().plus(limit));
    try {
      part.run();
    } finally {
      DEADLINE.remove();
    }
  }

  /** Lets time pass until nobody waits for anything any more. */
  void run() throws InterruptedException {
    for (Wake next = wakes.poll(); next != null; next = wakes.poll()) {
      clock.set(next.at());
      next.resume().run();
      if (!handedBack.tryAcquire(STUCK_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("an action waits for something that is not simulated");
      }
      if (failure != null) {
        throw new IllegalStateException(failure);
      }
    }
  }

  private void wake(Instant at, Runnable resume) {
    wakes.add(new Wake(at, order++, resume));
  }
}
