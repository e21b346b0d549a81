package dev.sluice.push.testing;

import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.session.SourceInfo;
import dev.sluice.push.source.Source;
import dev.sluice.push.source.SourceListener;
import dev.sluice.push.variant.MediaUnit;
import dev.sluice.push.variant.VariantHeaders;
import dev.sluice.push.variant.VariantKey;
import dev.sluice.push.variant.VariantSink;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** A source that flows from its start and gives what a test hands it. */
public final class HandFedSource implements Source {
  private final Map<VariantKey, VariantSink> sinks = new ConcurrentHashMap<>();
  private final SourceListener listener;
  private final BiConsumer<VariantKey, VariantSink> onWant;

  public HandFedSource(SourceListener listener) {
    this(listener, (variant, sink) -> {});
  }

  /**
   * @param onWant what whoever wants a variant is given at once
   */
  public HandFedSource(SourceListener listener, BiConsumer<VariantKey, VariantSink> onWant) {
    this.listener = listener;
    this.onWant = onWant;
  }

  @Override
  public void start() {
    listener.flowing(new SourceInfo("h264", 320, 180, 30.0, null, 1000L, "aac", 44_100, 1));
  }

  public boolean isWanted(VariantKey key) {
    return sinks.containsKey(key);
  }

  /** A key frame to whoever wants it. */
  public void give(VariantKey key, int keyFrameBytes) {
    VariantSink sink = Objects.requireNonNull(sinks.get(key));
    sink.headers(new VariantHeaders("h264", "aac", null, null, Map.of()));
    sink.unit(new MediaUnit(MediaUnit.Kind.VIDEO, 0, true, ByteBuffer.allocate(keyFrameBytes)));
  }

  @Override
  public void want(VariantKey variant, VariantSink sink) {
    sinks.put(variant, sink);
    onWant.accept(variant, sink);
  }

  @Override
  public void unwant(VariantKey variant) {
    sinks.remove(variant);
  }

  @Override
  public void moved(Secret url) {}

  @Override
  public void close() {}
}
