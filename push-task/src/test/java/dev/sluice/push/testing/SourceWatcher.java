package dev.sluice.push.testing;

import dev.sluice.catalog.session.SourceInfo;
import dev.sluice.catalog.status.Reason;
import dev.sluice.push.source.SourceListener;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A listener whose events a test takes one by one. Thread-safe. */
public final class SourceWatcher implements SourceListener {
  private final BlockingQueue<SourceInfo> flowing = new LinkedBlockingQueue<>();
  private final BlockingQueue<SourceInfo> described = new LinkedBlockingQueue<>();
  private final BlockingQueue<Loss> lost = new LinkedBlockingQueue<>();

  /** What was told of a loss. */
  public record Loss(Reason reason, String message) {}

  @Override
  public void flowing(SourceInfo info) {
    flowing.add(info);
  }

  @Override
  public void described(SourceInfo info) {
    described.add(info);
  }

  @Override
  public void lost(Reason reason, String message) {
    lost.add(new Loss(reason, message));
  }

  public SourceInfo awaitFlowing(Duration atMost) {
    return next(flowing, "the source did not flow", atMost);
  }

  public SourceInfo awaitDescribed(Duration atMost) {
    return next(described, "the source was not described", atMost);
  }

  public Loss awaitLost(Duration atMost) {
    return next(lost, "the source was not lost", atMost);
  }

  private <T> T next(BlockingQueue<T> queue, String failure, Duration atMost) {
    try {
      T event = queue.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
      if (event == null) {
        throw new AssertionError(failure + " within " + atMost + "; losses: " + lost);
      }
      return event;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
