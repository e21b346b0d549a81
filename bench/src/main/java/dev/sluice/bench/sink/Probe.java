package dev.sluice.bench.sink;

import dev.sluice.bench.feed.SentTimes;
import dev.sluice.wire.net.EventLoop;
import dev.sluice.wire.net.TlsIdentity;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One target that measures: an RTMP server which knows of each frame when the source sent it.
 * Frames and times are kept on its loop's thread; the figures are read after the measuring.
 */
public final class Probe implements AutoCloseable {
  private final EventLoop loop = EventLoop.start("probe");
  private final SinkListener listener;
  private final SentTimes sent;
  private final Ages pictures = new Ages();
  private final Ages sound = new Ages();
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

  /** When the first picture ever arrived, by {@link System#nanoTime}; 0 while none has. */
  public long firstFrameNanos() {
    return firstFrameNanos;
  }

  void picture(ByteBuffer body) {
    long now = System.nanoTime();
    if (firstFrameNanos == 0) {
      firstFrameNanos = now;
    }
    arrived(body, now, pictures);
  }

  void sound(ByteBuffer body) {
    arrived(body, System.nanoTime(), sound);
  }

  private void arrived(ByteBuffer body, long now, Ages ages) {
    long age = sent.age(body, now);
    if (measuring && age >= 0) {
      ages.add(age);
    }
  }

  /** The age in milliseconds below which this part of all pictures came; NaN without any. */
  public double picturesMillisAt(double part) {
    return pictures.millisAt(part);
  }

  /** The same for sound. */
  public double soundMillisAt(double part) {
    return sound.millisAt(part);
  }

  @Override
  public void close() {
    listener.close();
    loop.close();
  }
}
