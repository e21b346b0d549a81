package dev.sluice.local.queue;

import dev.sluice.local.function.EventFunction;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A queue that hands its events to a function as SQS does: one batch at a time, at least once, a
 * message that failed again after a while, and after {@link #MAX_RECEIVES} failures never more
 * (there is no dead-letter queue; the log tells).
 *
 * <p>One thread. It holds {@link #CAPACITY} events; one more is refused. What is left at the end is
 * dropped: {@code reconcile} finds the sessions all the same. Thread-safe.
 */
public final class FunctionQueue implements AutoCloseable {

  /** Events that may wait. */
  public static final int CAPACITY = 10_000;

  static final int MAX_RECEIVES = 5;

  private static final Logger LOG = LoggerFactory.getLogger(FunctionQueue.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final DelayQueue<QueuedEvent> events = new DelayQueue<>();
  private final Semaphore room = new Semaphore(CAPACITY);

  /**
   * Held while the function has an event: closing does not interrupt it in the middle. Fair, so
   * that closing comes before the next event.
   */
  private final ReentrantLock handling = new ReentrantLock(true);

  private final String name;
  private @Nullable Thread worker;

  /** A queue that holds its events until {@link #deliverTo} names a function. */
  public FunctionQueue(String name) {
    this.name = "queue-" + name;
  }

  /** Starts to hand events to a function that takes SQS batches and answers what failed of them. */
  public synchronized void deliverTo(EventFunction function) {
    if (worker != null) {
      throw new IllegalStateException(name + " has its function already");
    }
    worker = Thread.ofPlatform().name(name).daemon().start(() -> work(function));
  }

  /**
   * Puts an EventBridge event, as JSON, into the queue.
   *
   * @throws IllegalStateException if {@link #CAPACITY} events wait already
   */
  public void send(String event) {
    if (!room.tryAcquire()) {
      throw new IllegalStateException(name + " holds " + CAPACITY + " events");
    }
    events.add(QueuedEvent.first(UUID.randomUUID().toString(), event));
  }

  /**
   * Ends the thread, once the function has done with the event it is at, or breaks it off after 5
   * s.
   */
  @Override
  public synchronized void close() {
    Thread thread = worker;
    if (thread == null) {
      return;
    }
    try {
      boolean idle = handling.tryLock(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      thread.interrupt();
      if (idle) {
        handling.unlock();
      }
      if (!thread.join(CLOSE_TIMEOUT)) {
        LOG.warn("{} did not end in time", name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work(EventFunction function) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        QueuedEvent event = events.take();
        handling.lockInterruptibly();
        try {
          deliver(event, function);
        } finally {
          handling.unlock();
        }
      }
    } catch (InterruptedException e) {
      // The run ends.
    }
  }

  private void deliver(QueuedEvent event, EventFunction function) {
    if (succeeded(event, function)) {
      room.release();
    } else if (event.receives() >= MAX_RECEIVES) {
      LOG.error("{} gives event {} up", name, event.id());
      room.release();
    } else {
      events.add(event.again(RETRY_AFTER.multipliedBy(event.receives())));
    }
  }

  private boolean succeeded(QueuedEvent event, EventFunction function) {
    try {
      return function.handleBatch(Map.of(event.id(), event.body())).isEmpty();
    } catch (IOException | RuntimeException e) {
      LOG.warn("{} failed on event {}", name, event.id(), e);
      return false;
    }
  }
}
