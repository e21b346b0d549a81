package dev.sluice.bench.sink;

import dev.sluice.bench.feed.SentTimes;
import dev.sluice.wire.net.EventLoop;
import dev.sluice.wire.net.TlsIdentity;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One target that measures: an RTMP server which knows of each frame when the source sent it.
 * Frames and times are kept on its loop's thread; the figures are read after the measuring.
 */
public final class Probe implements AutoCloseable {
  private static final int MOST_FRAMES = 200_000;

  private final EventLoop loop = EventLoop.start("probe");
  private final SinkListener listener;
  private final SentTimes sent;
  private final long[] ages = new long[MOST_FRAMES];
  private volatile int count;
  private volatile boolean measuring;
  private volatile long firstFrameNanos;

  private Probe(SentTimes sent, @Nullable TlsIdentity identity) throws IOException {
    this.sent = sent;
    this.listener = SinkListener.open(loop, identity, () -> new ProbeConnection(this));
  }

  /** Listens; with an identity it speaks TLS. */
  public static Probe start(SentTimes sent, @Nullable TlsIdentity identity) throws IOException {
    return new Probe(sent, identity);
  }

  public String url() {
    return listener.url("sink");
  }

  /** From now on frames count. */
  public void measure() {
    measuring = true;
  }

  /** When the first frame ever arrived, by {@link System#nanoTime}; 0 while none has. */
  public long firstFrameNanos() {
    return firstFrameNanos;
  }

  void frame(java.nio.ByteBuffer body) {
    long now = System.nanoTime();
    if (firstFrameNanos == 0) {
      firstFrameNanos = now;
    }
    long age = sent.age(body, now);
    int n = count;
    if (measuring && age >= 0 && n < MOST_FRAMES) {
      ages[n] = age;
      count = n + 1;
    }
  }

  /** The age in milliseconds below which this part of all frames arrived; NaN without frames. */
  public double millisAt(double part) {
    int n = count;
    if (n == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(ages, n);
    Arrays.sort(sorted);
    return sorted[Math.min(n - 1, (int) (part * n))] / 1e6;
  }

  @Override
  public void close() {
    listener.close();
    loop.close();
  }
}
