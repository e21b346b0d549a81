package dev.sluice.wire.net;

import java.util.PriorityQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A loop's timers, in a binary heap by deadline. Confined to the loop's thread, but for {@link
 * Timer#cancel}.
 *
 * <p>A cancelled timer stays in the heap until it is the next one, or until half of the heap is
 * cancelled ones: then they are swept. So cancelling is cheap, and memory stays in proportion to
 * the live timers.
 */
final class TimerQueue {

  /** More is a leak in the caller. */
  static final int MAX_TIMERS = 65_536;

  private static final int SWEEP_ABOVE = 256;

  private final PriorityQueue<Timer> heap = new PriorityQueue<>();
  private final AtomicInteger cancelled = new AtomicInteger();
  private long sequence;

  /** One timer. Equal deadlines fire in the order they were set. */
  final class Timer implements Cancellable, Comparable<Timer> {
    private final Runnable action;
    private long deadlineNanos;
    private long order;
    private volatile boolean done;

    private Timer(Runnable action) {
      this.action = action;
    }

    @Override
    public void cancel() {
      if (!done) {
        done = true;
        cancelled.incrementAndGet();
      }
    }

    @Override
    public int compareTo(Timer other) {
      // Differences, not values: the monotonic clock may overflow.
      int byDeadline = Long.signum(deadlineNanos - other.deadlineNanos);
      return byDeadline != 0 ? byDeadline : Long.compare(order, other.order);
    }
  }

  /** A timer that is not set yet; any thread may make one. */
  Timer create(Runnable action) {
    return new Timer(action);
  }

  /**
   * Sets a timer.
   *
   * @throws RejectedExecutionException if {@link #MAX_TIMERS} are set
   */
  void set(Timer timer, long deadlineNanos) {
    sweep();
    if (heap.size() >= MAX_TIMERS) {
      throw new RejectedExecutionException(MAX_TIMERS + " timers are set already");
    }
    timer.deadlineNanos = deadlineNanos;
    timer.order = sequence++;
    heap.add(timer);
  }

  /** Runs what is due; what an action throws goes to {@code faults}, and the next one runs. */
  void runDue(long nowNanos, Consumer<Throwable> faults) {
    // Bounded by what is set now: an action that sets a timer of 0 must not keep the loop here.
    for (int left = heap.size(); left > 0; left--) {
      Timer timer = heap.peek();
      if (timer == null || (!timer.done && timer.deadlineNanos - nowNanos > 0)) {
        return;
      }
      heap.poll();
      if (timer.done) {
        cancelled.decrementAndGet();
        continue;
      }
      timer.done = true;
      try {
        timer.action.run();
      } catch (Throwable fault) {
        faults.accept(fault);
      }
    }
  }

  /** Nanoseconds to the next timer: 0 when one is due, {@link Long#MAX_VALUE} when none is set. */
  long nanosToNext(long nowNanos) {
    Timer timer = heap.peek();
    while (timer != null && timer.done) {
      heap.poll();
      cancelled.decrementAndGet();
      timer = heap.peek();
    }
    return timer == null ? Long.MAX_VALUE : Math.max(0, timer.deadlineNanos - nowNanos);
  }

  /** Timers in the heap, cancelled ones included. */
  int size() {
    return heap.size();
  }

  private void sweep() {
    if (heap.size() >= SWEEP_ABOVE && cancelled.get() > heap.size() / 2) {
      int before = heap.size();
      heap.removeIf(timer -> timer.done);
      cancelled.addAndGet(heap.size() - before);
    }
  }
}
