package dev.sluice.push.source;

import static dev.sluice.push.variant.MediaPacket.TICKS_PER_SECOND;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Holds a source that comes in bursts (HLS: a segment at once) back to the pace it was made at, so
 * that no target gets six seconds in one go. Not thread-safe.
 */
final class Pacer {
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** The other side's clock may run a little faster; without this its packets would pile up. */
  private static final double HASTE = 1.002;

  private final LongSupplier nanoTime;
  private boolean begun;
  private long beginNanos;
  private long beginTicks;

  Pacer(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** How long to wait before a packet of this time goes on; none when it is due or late. */
  Duration delay(long dtsTicks) {
    long now = nanoTime.getAsLong();
    double seconds = (dtsTicks - beginTicks) / (TICKS_PER_SECOND * HASTE);
    long early = begun ? beginNanos + (long) (seconds * NANOS_PER_SECOND) - now : 0;
    if (early > 0) {
      return Duration.ofNanos(early);
    }
    // Late: the pace begins anew here, or the next ones would be hurried through.
    begun = true;
    beginNanos = now;
    beginTicks = dtsTicks;
    return Duration.ZERO;
  }
}
