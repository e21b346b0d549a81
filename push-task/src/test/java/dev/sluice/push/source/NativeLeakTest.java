package dev.sluice.push.source;

import static dev.sluice.push.variant.MediaUnit.Kind.VIDEO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.push.Profile;
import dev.sluice.catalog.push.SilentAudio;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.push.ffmpeg.NativeCount;
import dev.sluice.push.testing.Clips;
import dev.sluice.push.testing.MediaHttpServer;
import dev.sluice.push.testing.SourceWatcher;
import dev.sluice.push.testing.VariantRecorder;
import dev.sluice.push.variant.Container;
import dev.sluice.push.variant.VariantKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Opening and closing leaves nothing behind: no native object and no thread. */
class NativeLeakTest {
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final int ROUNDS = 200;

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void twoHundredSourcesWithTheirVariantsLeaveNothingBehind() {
    Path clip = Clips.of("ts", "h264", "aac");
    try (MediaHttpServer server = MediaHttpServer.beside(clip)) {
      String url = server.url("/" + clip.getFileName());
      int natives = NativeCount.live();
      openAndClose(url, ROUNDS);
      assertThat(NativeCount.live()).isEqualTo(natives);
      assertThat(sourceThreads()).isZero();
    }
  }

  @Test
  void aSourceThatWasNeverStartedLeavesNothingBehind() {
    int natives = NativeCount.live();
    new FfmpegSource(
            "idle",
            Secret.of("rtmp://127.0.0.1/live/key"),
            new SourceWatcher(),
            SourceOptions.standard(null))
        .close();
    assertThat(NativeCount.live()).isEqualTo(natives);
  }

  private static void openAndClose(String url, int times) {
    for (int i = 0; i < times; i++) {
      VariantRecorder made = new VariantRecorder();
      try (FfmpegSource source =
          new FfmpegSource(
              "leak", Secret.of(url), new SourceWatcher(), SourceOptions.standard(null))) {
        source.want(key(Container.FLV, /* videoOnly= */ true), made);
        source.want(key(Container.MPEGTS, /* videoOnly= */ false), new VariantRecorder());
        source.start();
        made.await("picture", SOON, all -> !all.units(VIDEO).isEmpty());
        source.unwant(key(Container.FLV, /* videoOnly= */ true));
      }
    }
  }

  private static long sourceThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("source-leak"))
        .count();
  }

  private static VariantKey key(Container container, boolean videoOnly) {
    return new VariantKey(container, Profile.SOURCE, videoOnly, SilentAudio.OFF);
  }
}
