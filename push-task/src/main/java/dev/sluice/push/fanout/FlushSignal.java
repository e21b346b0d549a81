package dev.sluice.push.fanout;

import dev.sluice.wire.net.Cancellable;
import dev.sluice.wire.net.EventLoop;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * When the loop is woken to send what the source's thread has written.
 *
 * <p>Each flush costs one system call per target. A video frame goes at once, and takes with it
 * what waits. Sound waits for the next video frame if that one is due within {@link #PATIENCE},
 * going by when the last one came and how far apart the last two are; else it goes at once, too.
 */
final class FlushSignal {
  /** With the loop's rounding this keeps the added latency of nearly all sound under 5 ms. */
  static final Duration PATIENCE = Duration.ofMillis(4);

  private static final int NONE = 0;
  private static final int LATER = 1;
  private static final int NOW = 2;

  private final EventLoop loop;
  private final Runnable flush;
  private final AtomicInteger asked = new AtomicInteger(NONE);
  private volatile @Nullable Cancellable lastMoment;

  // The source's thread alone.
  private boolean videoCame;
  private long videoDtsMillis;
  private long videoGapNanos;
  private long videoNanos;

  /**
   * @param flush run on the loop
   */
  FlushSignal(EventLoop loop, Runnable flush) {
    this.loop = loop;
    this.flush = flush;
  }

  /** A video frame is written. From the source's thread. */
  void video(long dtsMillis) {
    videoGapNanos = videoCame ? TimeUnit.MILLISECONDS.toNanos(dtsMillis - videoDtsMillis) : 0;
    videoDtsMillis = dtsMillis;
    videoNanos = loop.nanoTime();
    videoCame = true;
    now();
  }

  /** Sound is written. From the source's thread. */
  void sound() {
    if (videoIsDue()) {
      soon();
    } else {
      now();
    }
  }

  /** Something is written that must not wait. From the source's thread. */
  void now() {
    if (asked.getAndSet(NOW) != NOW) {
      hand(() -> loop.execute(this::run));
    }
  }

  /** Within the patience, or late by no more than the time between two frames. */
  private boolean videoIsDue() {
    long nanosToVideo = videoNanos + videoGapNanos - loop.nanoTime();
    return videoCame && nanosToVideo <= PATIENCE.toNanos() && nanosToVideo >= -videoGapNanos;
  }

  private void soon() {
    if (asked.compareAndSet(NONE, LATER)) {
      hand(() -> lastMoment = loop.schedule(PATIENCE, this::runIfAsked));
    }
  }

  private void run() {
    // Else it would cut short the wait of sound to come.
    Cancellable before = lastMoment;
    if (before != null) {
      before.cancel();
    }
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
