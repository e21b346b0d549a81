package dev.sluice.push.output;

import dev.sluice.push.fanout.Cursor;
import java.util.ArrayDeque;

/**
 * When a target that falls behind skips, what it has missed by that, and when it has skipped too
 * often. Used on the loop's thread.
 */
public final class LagPolicy {
  private static final long MINUTE_NANOS = 60_000_000_000L;

  private final OutputTiming timing;
  private final ArrayDeque<Long> skips = new ArrayDeque<>();
  private long droppedFrames;

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

  /** Video frames that were left out. */
  public long droppedFrames() {
    return droppedFrames;
  }

  /**
   * Goes on at the newest key frame. Only between units, and when {@link #shouldSkip}.
   *
   * @return whether it was one skip too many within a minute
   */
  public boolean skip(Cursor cursor, long nowNanos) {
    droppedFrames += cursor.skipToNewestKey();
    while (!skips.isEmpty() && nowNanos - skips.peekFirst() > MINUTE_NANOS) {
      skips.removeFirst();
    }
    skips.addLast(nowNanos);
    return skips.size() >= timing.skipsPerMinute();
  }
}
