package dev.sluice.push.testing;

import dev.sluice.push.variant.MediaUnit;
import dev.sluice.push.variant.VariantHeaders;
import dev.sluice.push.variant.VariantSink;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A sink that keeps everything it is given, and lets a test wait for it. Thread-safe.
 *
 * <p>It keeps copies: a unit's payload lives only for the call.
 */
public final class VariantRecorder implements VariantSink {
  private final List<VariantHeaders> headers = new ArrayList<>();
  private final List<MediaUnit> units = new ArrayList<>();

  @Override
  public synchronized void headers(VariantHeaders given) {
    headers.add(given);
    notifyAll();
  }

  @Override
  public synchronized void unit(MediaUnit unit) {
    ByteBuffer copy = ByteBuffer.allocate(unit.payload().remaining());
    copy.put(unit.payload()).flip();
    units.add(
        new MediaUnit(unit.kind(), unit.dtsMillis(), unit.keyFrame(), copy.asReadOnlyBuffer()));
    notifyAll();
  }

  public synchronized List<VariantHeaders> headers() {
    return List.copyOf(headers);
  }

  public synchronized VariantHeaders lastHeaders() {
    return headers.getLast();
  }

  public synchronized List<MediaUnit> units() {
    return List.copyOf(units);
  }

  public List<MediaUnit> units(MediaUnit.Kind kind) {
    return units().stream().filter(unit -> unit.kind() == kind).toList();
  }

  /** Waits until what was recorded satisfies this. */
  public synchronized void await(
      String what, Duration atMost, Predicate<VariantRecorder> satisfied) {
    long end = System.nanoTime() + atMost.toNanos();
    try {
      while (!satisfied.test(this)) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new AssertionError(
              "no %s within %s: %d headers, %d units"
                  .formatted(what, atMost, headers.size(), units.size()));
        }
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits for this many units of a kind beyond those recorded now. */
  public void awaitMore(MediaUnit.Kind kind, int count, Duration atMost) {
    int goal = units(kind).size() + count;
    await(count + " " + kind + " units", atMost, all -> all.units(kind).size() >= goal);
  }
}
