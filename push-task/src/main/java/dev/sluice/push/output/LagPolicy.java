package dev.sluice.push.output;

import dev.sluice.push.fanout.Cursor;
import java.util.ArrayDeque;

/**
 * When a target that falls behind skips, and when it has skipped too often. Pure but for the cursor
 * it looks at.
 */
public final class LagPolicy {
  private static final long MINUTE_NANOS = 60_000_000_000L;

  private final OutputTiming timing;
  private final ArrayDeque<Long> skips = new ArrayDeque<>();

  public LagPolicy(OutputTiming timing) {
    this.timing = timing;
  }

  /** Whether the cursor is so far behind that it should go on at the newest key frame. */
  public boolean shouldSkip(Cursor cursor) {
    boolean behind =
        cursor.millisBehind() > timing.maxLag().toMillis()
            || cursor.bytesBehind() > timing.maxLagBytes();
    return behind && cursor.canSkip();
  }

  /**
   * A skip is made.
   *
   * @return whether it was one too many within a minute
   */
  public boolean skipped(long nowNanos) {
    while (!skips.isEmpty() && nowNanos - skips.peekFirst() > MINUTE_NANOS) {
      skips.removeFirst();
    }
    skips.addLast(nowNanos);
    return skips.size() >= timing.skipsPerMinute();
  }
}
