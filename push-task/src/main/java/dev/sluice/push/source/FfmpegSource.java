package dev.sluice.push.source;

import dev.sluice.catalog.secret.Secret;
import dev.sluice.push.ffmpeg.Interrupt;
import dev.sluice.push.variant.VariantKey;
import dev.sluice.push.variant.VariantSink;
import dev.sluice.push.variant.Variants;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A source read by FFmpeg's demuxers. One thread, {@code source-<streamId>}, opens, reads and
 * muxes; an interrupt gets it out of any socket, so that closing never waits for the network.
 */
public final class FfmpegSource implements Source {
  private static final Logger LOG = LoggerFactory.getLogger(FfmpegSource.class);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

  private final String streamId;
  private final SourceOptions options;
  private final Interrupt interrupt;
  private final LossReport report;
  private final Variants variants;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wake = lock.newCondition();
  // Guarded by lock.
  private Secret url;
  private boolean started;
  private boolean closed;
  private boolean moved;
  private boolean open;

  /**
   * Makes a source that is not started yet.
   *
   * @param streamId for the thread's name and the log
   * @param url where to pull from; never logged
   */
  public FfmpegSource(String streamId, Secret url, SourceListener listener, SourceOptions options) {
    this.streamId = streamId;
    this.url = url;
    this.options = options;
    interrupt = new Interrupt(options.nanoTime());
    report = new LossReport(listener);
    variants = new Variants(streamId);
    thread = Thread.ofPlatform().daemon().name("source-" + streamId).unstarted(this::run);
  }

  @Override
  public void start() {
    lock.lock();
    try {
      if (!started && !closed) {
        started = true;
        thread.start();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void want(VariantKey variant, VariantSink sink) {
    variants.want(variant, sink);
  }

  @Override
  public void unwant(VariantKey variant) {
    variants.unwant(variant);
  }

  @Override
  public void moved(Secret to) {
    lock.lock();
    try {
      url = to;
      moved = true;
      if (started && !open && !closed) {
        interrupt.raise();
        wake.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    boolean first;
    lock.lock();
    try {
      first = !closed;
      closed = true;
      if (started) {
        interrupt.raise();
      }
      wake.signalAll();
    } finally {
      lock.unlock();
    }
    if (started) {
      awaitThread();
    } else if (first) {
      release();
    }
  }

  private void awaitThread() {
    if (Thread.currentThread().equals(thread)) {
      return;
    }
    try {
      if (!thread.join(CLOSE_WITHIN)) {
        // Only a name server that does not answer can hold it; it frees all when it is through.
        LOG.warn(
            "streamId={} direction=in the source's name is still being looked up; left behind",
            streamId);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    RetryPause pause = new RetryPause(options.firstRetry(), options.longestRetry());
    SourcePump pump = new SourcePump(streamId, options, variants, report, this::pauseFor);
    try {
      while (beginOpening()) {
        SourceFailure failure = readOnce(pump, pause);
        if (endOpening() && report.lost(failure)) {
          LOG.info("streamId={} direction=in {}", streamId, failure.message());
        }
        pauseFor(pause.next());
      }
    } catch (RuntimeException | Error e) {
      LOG.error("streamId={} direction=in the source's thread failed", streamId, e);
      throw e;
    } finally {
      pump.close();
      release();
    }
  }

  private SourceFailure readOnce(SourcePump pump, RetryPause pause) {
    Secret from;
    lock.lock();
    try {
      from = url;
    } finally {
      lock.unlock();
    }
    try (SourceReader reader = SourceReader.open(from, options, interrupt)) {
      lock.lock();
      try {
        open = true;
      } finally {
        lock.unlock();
      }
      pause.reset();
      return pump.run(reader);
    } catch (SourceException e) {
      return e.failure();
    } catch (RuntimeException e) {
      // Ours to mend; until then a source that is tried again is more use than a dead thread.
      LOG.error("streamId={} direction=in the source failed inside", streamId, e);
      return FailureReader.inside();
    }
  }

  /** False when it is closed. */
  private boolean beginOpening() {
    lock.lock();
    try {
      moved = false;
      if (closed) {
        return false;
      }
      interrupt.lower();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** True when the end is a loss, and not what somebody here asked for. */
  private boolean endOpening() {
    lock.lock();
    try {
      boolean wasOpen = open;
      open = false;
      return !closed && (wasOpen || !moved);
    } finally {
      lock.unlock();
    }
  }

  /** Waits, unless it is closed, or is lost and has moved. */
  private void pauseFor(Duration time) {
    lock.lock();
    try {
      long left = time.toNanos();
      while (left > 0 && !closed && (open || !moved)) {
        left = wake.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private void release() {
    variants.close();
    interrupt.close();
  }
}
