package dev.sluice.push.testing;

import dev.sluice.wire.net.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A loop of the test's own that has nothing to do but to look at the clock: how late it comes to
 * that is the machine's doing. Thread-safe.
 */
final class Witness implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(10);

  private final EventLoop loop = EventLoop.start("witness");
  private final Queue<Long> late = new ConcurrentLinkedQueue<>();

  private Witness() {}

  static Witness start() {
    Witness witness = new Witness();
    witness.loop.execute(witness::watch);
    return witness;
  }

  private void watch() {
    long due = System.nanoTime() + PAUSE.toNanos();
    loop.schedule(
        PAUSE,
        () -> {
          late.add(Math.max(0, System.nanoTime() - due));
          watch();
        });
  }

  /** So late, or less, it was 95 times out of 100. */
  long p95Nanos() {
    List<Long> sorted = late.stream().sorted().toList();
    return sorted.get(sorted.size() * 95 / 100);
  }

  @Override
  public void close() {
    loop.close();
  }
}
