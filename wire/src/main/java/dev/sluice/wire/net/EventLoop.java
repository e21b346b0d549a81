package dev.sluice.wire.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread, one selector: all the sockets of a fan-out, its timers, and tasks handed over by
 * other threads.
 *
 * <p>Waking a parked thread costs tens of microseconds on a virtual machine, and the media thread
 * hands over a task for every packet. So {@link #execute} touches the selector only when the loop
 * is parked or about to park, and only the first of several callers does; while the loop is busy a
 * task costs one queue insertion. The order that makes this safe: a caller inserts, then looks at
 * {@code parked}; the loop sets {@code parked}, then looks at the queue. One of the two sees the
 * other.
 *
 * <p>The task queue holds {@link #MAX_TASKS}; one more is refused with {@link
 * RejectedExecutionException}, as is every task after {@link #close}. Whatever a task, a timer or a
 * handler throws is reported and ends nothing but itself, or its own connection.
 */
public final class EventLoop implements Executor, AutoCloseable {

  /** Tasks that may wait. */
  public static final int MAX_TASKS = 8192;

  private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final ArrayBlockingQueue<Runnable> tasks = new ArrayBlockingQueue<>(MAX_TASKS);
  private final ArrayDeque<Runnable> deferred = new ArrayDeque<>();
  private final Set<LoopMember> members = new LinkedHashSet<>();
  private final TimerQueue timers = new TimerQueue();
  private final AtomicBoolean parked = new AtomicBoolean();
  private final LoopBuffers buffers = new LoopBuffers();
  private final Consumer<SelectionKey> onSelected = this::selected;
  private final Selector selector;
  private final Thread thread;
  private final LongSupplier nanoTime;
  private final Consumer<Throwable> faults;
  private volatile boolean closing;
  private volatile boolean ended;

  private EventLoop(String name, LongSupplier nanoTime, Consumer<Throwable> faults) {
    this.nanoTime = nanoTime;
    this.faults = faults;
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException("no selector for the event loop " + name, e);
    }
    thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
  }

  /** Starts a loop whose thread bears this name; faults of tasks and timers are logged. */
  public static EventLoop start(String name) {
    return start(name, System::nanoTime, e -> LOG.error("{}: a task failed", name, e));
  }

  /**
   * Starts a loop.
   *
   * @param nanoTime the monotonic clock its timers go by. A test that moves it by hand hands over
   *     an empty task to make the loop look
   * @param faults told, on the loop's thread, what a task or timer threw
   */
  public static EventLoop start(String name, LongSupplier nanoTime, Consumer<Throwable> faults) {
    EventLoop loop = new EventLoop(name, nanoTime, faults);
    loop.thread.start();
    return loop;
  }

  /**
   * Runs a task on the loop's thread, soon and in the order of the calls of one thread. From any
   * thread.
   *
   * @throws RejectedExecutionException if the loop is closed or {@link #MAX_TASKS} wait already
   */
  @Override
  public void execute(Runnable task) {
    if (closing) {
      throw new RejectedExecutionException(thread.getName() + " is closed");
    }
    if (!tasks.offer(task)) {
      throw new RejectedExecutionException(
          thread.getName() + " has " + MAX_TASKS + " tasks waiting");
    }
    if (parked.get() && parked.compareAndSet(true, false)) {
      selector.wakeup();
    }
    if (ended && tasks.remove(task)) {
      throw new RejectedExecutionException(thread.getName() + " is closed");
    }
  }

  /**
   * Runs a task on the loop's thread once {@code delay} has passed: never early, and late by a
   * millisecond or the loop's current work. From any thread.
   *
   * @throws RejectedExecutionException as {@link #execute}, or if too many timers are set
   */
  public Cancellable schedule(Duration delay, Runnable task) {
    long deadlineNanos = nanoTime.getAsLong() + delay.toNanos();
    TimerQueue.Timer timer = timers.create(task);
    if (inLoop()) {
      timers.set(timer, deadlineNanos);
    } else {
      execute(() -> timers.set(timer, deadlineNanos));
    }
    return timer;
  }

  /** Whether the caller is on the loop's thread. */
  public boolean inLoop() {
    return Thread.currentThread().equals(thread);
  }

  /** The loop's monotonic clock, in nanoseconds from an arbitrary origin. */
  public long nanoTime() {
    return nanoTime.getAsLong();
  }

  /**
   * Runs the tasks already handed over, resets every connection, ends the thread, and waits for it
   * for at most 5 s (not at all when called on the loop's thread).
   */
  @Override
  public void close() {
    closing = true;
    selector.wakeup();
    if (inLoop()) {
      return;
    }
    try {
      if (!thread.join(CLOSE_TIMEOUT)) {
        LOG.warn("{} did not end in time", thread.getName());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs an action on the loop's thread after the current one, never within it. On the loop. */
  void defer(Runnable action) {
    deferred.add(action);
  }

  /** The buffers all connections of this loop share. On the loop. */
  LoopBuffers buffers() {
    return buffers;
  }

  void join(LoopMember member) {
    members.add(member);
  }

  void leave(LoopMember member) {
    members.remove(member);
  }

  SelectionKey register(SelectableChannel channel, int ops, LoopMember member) throws IOException {
    channel.configureBlocking(false);
    return channel.register(selector, ops, member);
  }

  private void run() {
    try {
      while (!closing) {
        turn();
      }
    } catch (Throwable fault) {
      faults.accept(fault);
    } finally {
      finish();
    }
  }

  private void finish() {
    closing = true;
    // From here on execute() takes back what it finds still waiting: see there.
    ended = true;
    runTasks();
    List.copyOf(members).forEach(LoopMember::loopClosing);
    runDeferred();
    try {
      selector.close();
    } catch (IOException e) {
      faults.accept(e);
    }
  }

  private void turn() throws IOException {
    runTasks();
    timers.runDue(nanoTime.getAsLong(), faults);
    runDeferred();
    parked.set(true);
    long nanosToTimer = timers.nanosToNext(nanoTime.getAsLong());
    if (closing || !tasks.isEmpty() || nanosToTimer == 0) {
      parked.set(false);
      selector.selectNow(onSelected);
    } else {
      selector.select(onSelected, timeoutMillis(nanosToTimer));
      parked.set(false);
    }
    runDeferred();
    // A stray interrupt would make every select return at once.
    Thread.interrupted();
  }

  /** The selector's timeout: rounded up, so that a timer is due on return; 0 is for ever. */
  private static long timeoutMillis(long nanos) {
    return nanos == Long.MAX_VALUE ? 0 : (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
  }

  private void runTasks() {
    // Only those waiting now: tasks that hand over tasks must not starve the sockets.
    for (int left = tasks.size(); left > 0; left--) {
      Runnable task = tasks.poll();
      if (task != null) {
        try {
          task.run();
        } catch (Throwable fault) {
          faults.accept(fault);
        }
      }
    }
  }

  private void runDeferred() {
    for (Runnable action = deferred.poll(); action != null; action = deferred.poll()) {
      try {
        action.run();
      } catch (Throwable fault) {
        faults.accept(fault);
      }
    }
  }

  private void selected(SelectionKey key) {
    LoopMember member = (LoopMember) key.attachment();
    try {
      if (key.isValid()) {
        member.ready(key.readyOps());
      }
    } catch (Throwable fault) {
      member.fault(fault);
    }
  }
}
