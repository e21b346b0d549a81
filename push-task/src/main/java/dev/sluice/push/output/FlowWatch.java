package dev.sluice.push.output;

import dev.sluice.catalog.status.Reason;

/**
 * Tells a push when what {@link Liveness} sees has changed, and its output when a stall has lasted
 * too long. Pure, but for the listener it tells.
 */
public final class FlowWatch {
  private final OutputTiming timing;
  private final OutputListener listener;
  private boolean flowing;
  private boolean stalled;
  private long stalledAt;

  public FlowWatch(OutputTiming timing, OutputListener listener) {
    this.timing = timing;
    this.listener = listener;
  }

  /** The source has gone, or is back: that media flows is to be told anew. */
  public void sourceChanged() {
    flowing = false;
  }

  /** Whether there is nothing to tell of yet: neither that it flows nor that it has stalled. */
  public boolean isWaiting() {
    return !flowing && !stalled;
  }

  /**
   * Takes a verdict.
   *
   * @return whether it has been a stall for so long that the connection is to be given up
   */
  public boolean see(Liveness.Verdict verdict, long nowNanos) {
    return switch (verdict) {
      case WAITING -> false;
      case FLOWING -> {
        if (!flowing) {
          flowing = true;
          stalled = false;
          listener.flowing();
        }
        yield false;
      }
      case STALLED -> {
        if (stalled) {
          yield nowNanos - stalledAt >= timing.stalledGrace().toNanos();
        }
        stalled = true;
        flowing = false;
        stalledAt = nowNanos;
        listener.stalled(Reason.STALLED.advice());
        yield false;
      }
    };
  }
}
