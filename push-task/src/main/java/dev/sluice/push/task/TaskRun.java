package dev.sluice.push.task;

import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.session.Lease;
import dev.sluice.catalog.session.LeaseLostException;
import dev.sluice.catalog.session.SessionControl;
import dev.sluice.push.engine.PushEngine;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * One session's task from lease to end.
 *
 * <p>Three threads meet here. The source's and the engine's report and never wait. The control
 * thread alone talks to the table about configuration and status: each second, and at once when a
 * state has changed. The lease has a thread of its own, so that a slow status write cannot cost it.
 * Whoever finds that the task is over completes {@link #over}; the first one wins.
 */
final class TaskRun {
  static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration STOP = Duration.ofSeconds(5);
  private static final Logger log = LoggerFactory.getLogger(TaskRun.class);

  private final Catalog catalog;
  private final TaskArguments task;
  private final SourceFactory sources;
  private final EngineFactory engines;
  private final Clock clock;
  private final CompletableFuture<ExitCode> over = new CompletableFuture<>();
  private final AtomicBoolean reportQueued = new AtomicBoolean();
  private final ScheduledExecutorService control =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("control").factory());

  TaskRun(
      Catalog catalog,
      TaskArguments task,
      SourceFactory sources,
      EngineFactory engines,
      Clock clock) {
    this.catalog = catalog;
    this.task = task;
    this.sources = sources;
    this.engines = engines;
    this.clock = clock;
  }

  /**
   * Pushes until the session ends, the lease is lost, or {@link #stop} is called; blocks meanwhile.
   */
  ExitCode run() {
    Optional<SessionControl> first = catalog.sessions().control(task.streamId());
    if (first.isEmpty() || task.isOver(first.get())) {
      log.info("streamId={} sessionId={} has ended already", task.streamId(), task.sessionId());
      return ExitCode.ENDED;
    }
    var source = new WatchedSource(sources, clock);
    Secret url = catalog.sessions().openSourceUrl(task.streamId(), task.sessionId());
    try (PushEngine engine = engines.create(listener -> source.create(url, listener))) {
      // The source opens meanwhile: it is the slower of the two.
      Lease lease =
          catalog
              .leases()
              .acquire(
                  task.streamId(), task.sessionId(), task.attempt(), UUID.randomUUID().toString());
      try (var keeper =
          new LeaseKeeper(catalog.leases(), lease, () -> over.complete(ExitCode.LEASE_LOST))) {
        return follow(engine, source, keeper, first.get());
      }
    } catch (LeaseLostException e) {
      log.info("streamId={} sessionId={} {}", task.streamId(), task.sessionId(), e.getMessage());
      return ExitCode.LEASE_LOST;
    } finally {
      control.shutdownNow();
    }
  }

  /** Ends the run from outside: unpublishes, reports, gives the lease back. */
  void stop() {
    over.complete(ExitCode.ENDED);
  }

  private ExitCode follow(
      PushEngine engine, WatchedSource source, LeaseKeeper keeper, SessionControl first) {
    var follower = new Follower(catalog, task, engine, source, keeper, first, clock);
    engine.onStateChange(() -> soon(follower));
    source.onChange(() -> soon(follower));
    var _ =
        control.scheduleWithFixedDelay(
            () -> guarded(() -> step(follower)), 0, POLL.toMillis(), TimeUnit.MILLISECONDS);
    ExitCode code = over.join();
    engine.stop(STOP);
    awaitControl();
    if (code == ExitCode.ENDED) {
      lastWords(follower, keeper);
    }
    return code;
  }

  private void step(Follower follower) {
    if (!follower.step()) {
      over.complete(ExitCode.ENDED);
    }
  }

  /** A step may be under way; its calls to the table time out by themselves. */
  private void awaitControl() {
    control.shutdown();
    try {
      if (!control.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        control.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void lastWords(Follower follower, LeaseKeeper keeper) {
    try {
      follower.report();
      catalog.leases().release(keeper.lease());
    } catch (LeaseLostException | SdkException | UncheckedIOException e) {
      log.warn(
          "streamId={} the last status could not be written: {}",
          task.streamId(),
          e.getClass().getSimpleName());
    }
  }

  private void soon(Follower follower) {
    if (reportQueued.compareAndSet(false, true)) {
      try {
        control.execute(
            () -> {
              reportQueued.set(false);
              guarded(follower::report);
            });
      } catch (RejectedExecutionException e) {
        reportQueued.set(false); // the run is over; lastWords() reports
      }
    }
  }

  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (LeaseLostException e) {
      over.complete(ExitCode.LEASE_LOST);
    } catch (SdkException | UncheckedIOException e) {
      log.warn(
          "streamId={} the table cannot be reached, pushing goes on: {}",
          task.streamId(),
          e.getClass().getSimpleName());
    } catch (RuntimeException e) {
      log.error("streamId={} control step failed", task.streamId(), e);
    }
  }
}
