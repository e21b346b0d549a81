package dev.sluice.push.variant;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The variants in demand. The source's thread hands in tracks and packets, any thread wants and
 * unwants; one lock, held for one packet at a time, keeps a sink from being called once {@link
 * #unwant} has returned.
 */
public final class Variants implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Variants.class);

  private final String streamId;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<VariantKey, Variant> byKey = new LinkedHashMap<>();
  private List<Variant> all = List.of();
  private Tracks tracks = new Tracks(null, null);

  /**
   * @param streamId for the log
   */
  public Variants(String streamId) {
    this.streamId = streamId;
  }

  /** Muxes a variant from the next key frame on; one already wanted keeps its first sink. */
  public void want(VariantKey key, VariantSink sink) {
    lock.lock();
    try {
      byKey.computeIfAbsent(key, absent -> new Variant(streamId, absent, sink, tracks));
      all = List.copyOf(byKey.values());
    } finally {
      lock.unlock();
    }
  }

  /** Muxes it no more; its sink is not called after this returns. */
  public void unwant(VariantKey key) {
    lock.lock();
    try {
      Variant gone = byKey.remove(key);
      if (gone != null) {
        gone.close();
        all = List.copyOf(byKey.values());
      }
    } finally {
      lock.unlock();
    }
  }

  /** The source was opened, or its coding changed: every variant goes on at the next key frame. */
  public void source(Tracks now) {
    lock.lock();
    try {
      tracks = now;
      all.forEach(variant -> variant.source(now));
    } finally {
      lock.unlock();
    }
  }

  /** One packet of the source for every variant. */
  public void packet(MediaPacket packet) {
    lock.lock();
    try {
      for (Variant variant : all) {
        carry(variant, packet);
      }
    } finally {
      lock.unlock();
    }
  }

  private void carry(Variant variant, MediaPacket packet) {
    try {
      variant.packet(packet);
    } catch (RuntimeException e) {
      // One variant's trouble is no other's, nor the source's.
      LOG.error("{} failed; it goes on at the next key frame", variant, e);
      variant.source(tracks);
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      byKey.values().forEach(Variant::close);
      byKey.clear();
      all = List.of();
    } finally {
      lock.unlock();
    }
  }
}
