package dev.sluice.bench.soak;

import dev.sluice.bench.sink.SinkListener;
import dev.sluice.wire.net.EventLoop;
import dev.sluice.wire.net.TlsIdentity;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An RTMP or RTMPS server for one target, which misses no missing frame and behaves as it is told.
 * Its connections live on the loop's thread; the figures may be read from any.
 */
final class Receiver implements AutoCloseable {
  private final EventLoop loop;
  private final SinkListener listener;
  private final AtomicInteger publishes = new AtomicInteger();
  private final AtomicLong frames = new AtomicLong();
  private final AtomicLong lostFrames = new AtomicLong();
  private volatile Behaviour behaviour = Behaviour.GOOD;
  private volatile @Nullable ReceiverConnection current;

  /**
   * Listens.
   *
   * @param identity for RTMPS; null for RTMP
   */
  Receiver(EventLoop loop, @Nullable TlsIdentity identity) throws IOException {
    this.loop = loop;
    this.listener = SinkListener.open(loop, identity, () -> new ReceiverConnection(this, loop));
  }

  boolean isSecure() {
    return listener.secure();
  }

  String url() {
    return listener.url("soak/key");
  }

  Behaviour behaviour() {
    return behaviour;
  }

  void behave(Behaviour next) {
    behaviour = next;
    loop.execute(
        () -> {
          ReceiverConnection there = current;
          if (there != null) {
            there.behave(next);
          }
        });
  }

  /** How often a publisher was accepted. */
  int publishes() {
    return publishes.get();
  }

  /** Video frames that came. */
  long frames() {
    return frames.get();
  }

  /** Video frames that are missing between two that came on one connection. */
  long lostFrames() {
    return lostFrames.get();
  }

  void published(ReceiverConnection connection) {
    current = connection;
    publishes.incrementAndGet();
  }

  void frame(long missingBefore) {
    frames.incrementAndGet();
    lostFrames.addAndGet(missingBefore);
  }

  @Override
  public void close() {
    listener.close();
  }
}
