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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/** Variants come and go from several threads while the source is lost, back, and closed. */
class ConcurrentSwitchesTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int SWITCHES = 300;

  @RepeatedTest(3)
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void nothingIsCalledLateAndNothingIsLeftBehind() throws Exception {
    Path clip = Clips.of("ts", "h264", "aac");
    int natives = NativeCount.live();
    VariantRecorder steady = new VariantRecorder();
    try (MediaHttpServer server = MediaHttpServer.beside(clip);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        FfmpegSource source =
            new FfmpegSource(
                "busy",
                Secret.of(server.url("/" + clip.getFileName())),
                new SourceWatcher(),
                quick())) {
      source.want(key(Container.FLV, false), steady);
      source.start();
      List<Future<Boolean>> switches = new ArrayList<>();
      for (VariantKey mine :
          List.of(
              key(Container.FLV, true),
              key(Container.MPEGTS, true),
              key(Container.MPEGTS, false))) {
        switches.add(threads.submit(() -> heardNothingLate(source, mine)));
      }
      for (Future<Boolean> done : switches) {
        assertThat(done.get(1, TimeUnit.MINUTES)).isTrue();
      }
      steady.awaitMore(VIDEO, 10, SOON);
    }
    assertThat(NativeCount.live()).isEqualTo(natives);
    assertThat(steady.units(VIDEO)).extracting(unit -> unit.dtsMillis()).isSorted();
  }

  /** Whether no sink was called once its variant was not wanted any more. */
  private static boolean heardNothingLate(FfmpegSource source, VariantKey key) {
    Map<VariantRecorder, Integer> heard = new HashMap<>();
    for (int i = 0; i < SWITCHES; i++) {
      VariantRecorder made = new VariantRecorder();
      source.want(key, made);
      if (i % 10 == 0) {
        made.await("picture", SOON, all -> !all.units(VIDEO).isEmpty());
      }
      source.unwant(key);
      heard.put(made, made.units().size());
    }
    return heard.entrySet().stream()
        .allMatch(entry -> entry.getKey().units().size() == entry.getValue());
  }

  /** The clip comes at once and ends at once, so that the source is lost and back all the time. */
  private static SourceOptions quick() {
    return new SourceOptions(
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        null,
        System::nanoTime);
  }

  private static VariantKey key(Container container, boolean videoOnly) {
    return new VariantKey(container, Profile.SOURCE, videoOnly, SilentAudio.OFF);
  }
}
