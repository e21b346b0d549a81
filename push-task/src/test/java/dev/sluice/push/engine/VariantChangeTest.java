package dev.sluice.push.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.push.Profile;
import dev.sluice.catalog.push.SilentAudio;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.session.SourceInfo;
import dev.sluice.catalog.status.PushStatus;
import dev.sluice.push.source.Source;
import dev.sluice.push.source.SourceListener;
import dev.sluice.push.testing.EngineRun;
import dev.sluice.push.testing.Specs;
import dev.sluice.push.testing.SrtPeer;
import dev.sluice.push.variant.Container;
import dev.sluice.push.variant.MediaUnit;
import dev.sluice.push.variant.VariantHeaders;
import dev.sluice.push.variant.VariantKey;
import dev.sluice.push.variant.VariantSink;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A push that is to carry another variant leaves its target as one that is switched off does. */
class VariantChangeTest {
  private static final VariantKey VIDEO_ONLY =
      new VariantKey(Container.MPEGTS, Profile.SOURCE, true, SilentAudio.OFF);
  private static final Duration LONG = Duration.ofSeconds(15);

  /** Its packets go out over many milliseconds. */
  private static final int FRAME_BYTES = 10_000 * 188;

  @Test
  void theFrameUnderWayIsSentToItsEndAndThenTheTargetIsConnectedAnew() {
    AtomicReference<HandFedSource> source = new AtomicReference<>();
    try (SrtPeer peer = SrtPeer.start(SrtPeer.Manner.GOOD);
        EngineRun run =
            EngineRun.pulling(
                listener -> {
                  source.set(new HandFedSource(listener));
                  return source.get();
                })) {
      PushSpec before = Specs.srt("p", peer.url());
      run.apply(before);
      run.await("p", s -> s.connectionId() != null, LONG);

      source.get().give(Specs.MPEGTS, FRAME_BYTES);
      run.apply(Specs.spec("p", before.destination(), VIDEO_ONLY));

      PushStatus again = run.await("p", s -> s.reconnects() == 1, LONG);
      assertThat(again.bytesSent()).isEqualTo(FRAME_BYTES);
    }
  }

  /** Gives what a test hands it. */
  private static final class HandFedSource implements Source {
    private final Map<VariantKey, VariantSink> sinks = new ConcurrentHashMap<>();
    private final SourceListener listener;

    HandFedSource(SourceListener listener) {
      this.listener = listener;
    }

    @Override
    public void start() {
      listener.flowing(new SourceInfo("h264", 320, 180, 30.0, null, 1000L, "aac", 44_100, 1));
    }

    void give(VariantKey key, int keyFrameBytes) {
      VariantSink sink = Objects.requireNonNull(sinks.get(key));
      sink.headers(new VariantHeaders("h264", "aac", null, null, Map.of()));
      sink.unit(new MediaUnit(MediaUnit.Kind.VIDEO, 0, true, ByteBuffer.allocate(keyFrameBytes)));
    }

    @Override
    public void want(VariantKey variant, VariantSink sink) {
      sinks.put(variant, sink);
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
}
