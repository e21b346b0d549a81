package dev.sluice.local.queue;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
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
  private final Function<Map<String, Object>, Map<String, Object>> function;
  private final Thread worker;

  private FunctionQueue(String name, Function<Map<String, Object>, Map<String, Object>> function) {
    this.function = function;
    worker = Thread.ofPlatform().name("queue-" + name).daemon().unstarted(this::work);
  }

  /** Starts a queue before a function that takes SQS batches and answers what failed of them. */
  public static FunctionQueue start(
      String name, Function<Map<String, Object>, Map<String, Object>> function) {
    FunctionQueue queue = new FunctionQueue(name, function);
    queue.worker.start();
    return queue;
  }

  /**
   * Puts an EventBridge event, as JSON, into the queue.
   *
   * @throws IllegalStateException if {@link #CAPACITY} events wait already
   */
  public void send(String event) {
    if (!room.tryAcquire()) {
      throw new IllegalStateException(worker.getName() + " holds " + CAPACITY + " events");
    }
    events.add(QueuedEvent.first(UUID.randomUUID().toString(), event));
  }

  /** Ends the thread, once the function has done with the event it is at, for at most 5 s. */
  @Override
  public void close() {
    worker.interrupt();
    try {
      if (!worker.join(CLOSE_TIMEOUT)) {
        LOG.warn("{} did not end in time", worker.getName());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        deliver(events.take());
      }
    } catch (InterruptedException e) {
      // The run ends.
    }
  }

  private void deliver(QueuedEvent event) {
    if (succeeded(event)) {
      room.release();
    } else if (event.receives() >= MAX_RECEIVES) {
      LOG.error("{} gives event {} up", worker.getName(), event.id());
      room.release();
    } else {
      events.add(event.again(RETRY_AFTER.multipliedBy(event.receives())));
    }
  }

  private boolean succeeded(QueuedEvent event) {
    Map<String, Object> message =
        Map.of("messageId", event.id(), "eventSource", "aws:sqs", "body", event.body());
    try {
      Object failures =
          function.apply(Map.of("Records", List.of(message))).get("batchItemFailures");
      return !(failures instanceof Collection<?> items) || items.isEmpty();
    } catch (RuntimeException e) {
      LOG.warn("{} failed on event {}", worker.getName(), event.id(), e);
      return false;
    }
  }
}
