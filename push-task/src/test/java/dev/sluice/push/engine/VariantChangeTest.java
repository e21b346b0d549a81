package dev.sluice.push.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.push.Profile;
import dev.sluice.catalog.push.SilentAudio;
import dev.sluice.catalog.status.PushStatus;
import dev.sluice.push.testing.EngineRun;
import dev.sluice.push.testing.HandFedSource;
import dev.sluice.push.testing.Specs;
import dev.sluice.push.testing.SrtPeer;
import dev.sluice.push.variant.Container;
import dev.sluice.push.variant.VariantKey;
import java.time.Duration;
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
}
