package dev.sluice.push.source;

import static dev.sluice.push.variant.MediaUnit.Kind.AUDIO;
import static dev.sluice.push.variant.MediaUnit.Kind.VIDEO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.push.Profile;
import dev.sluice.catalog.push.SilentAudio;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.push.testing.Clips;
import dev.sluice.push.testing.Ffmpeg;
import dev.sluice.push.testing.RecordedFile;
import dev.sluice.push.testing.RtmpServer;
import dev.sluice.push.testing.SourceWatcher;
import dev.sluice.push.testing.VariantRecorder;
import dev.sluice.push.variant.Container;
import dev.sluice.push.variant.MediaUnit;
import dev.sluice.push.variant.VariantKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FfmpegSourceTest {
  private static final Duration SOON = Duration.ofSeconds(15);

  private final SourceWatcher watcher = new SourceWatcher();

  @Test
  void anRtmpSourceIsMuxedIntoFlvAndMpegTsThatDecode(@TempDir Path folder) {
    VariantRecorder flv = new VariantRecorder();
    VariantRecorder ts = new VariantRecorder();
    try (RtmpServer server = RtmpServer.play(Clips.h264Aac());
        FfmpegSource source = source(server.url())) {
      source.want(key(Container.FLV), flv);
      source.want(key(Container.MPEGTS), ts);
      source.start();
      assertThat(watcher.awaitFlowing(SOON).videoCodec()).isEqualTo("h264");
      flv.awaitMore(VIDEO, 60, SOON);
      ts.awaitMore(VIDEO, 60, SOON);
    }
    decodes(
        RecordedFile.write(folder.resolve("a.flv"), Container.FLV, flv.lastHeaders(), flv.units()));
    decodes(
        RecordedFile.write(folder.resolve("a.ts"), Container.MPEGTS, ts.lastHeaders(), ts.units()));
    assertThat(flv.headers()).hasSize(1);
  }

  @Test
  void aSourceThatIsLostAndBackGoesOnWithTimestampsThatOnlyRise(@TempDir Path folder) {
    VariantRecorder flv = new VariantRecorder();
    RtmpServer first = RtmpServer.play(Clips.h264Aac());
    try (FfmpegSource source = source(first.url())) {
      source.want(key(Container.FLV), flv);
      source.start();
      watcher.awaitFlowing(SOON);
      flv.awaitMore(VIDEO, 30, SOON);
      first.kill();
      watcher.awaitLost(SOON);
      try (RtmpServer _ = RtmpServer.play(Clips.h264Aac(), first.port())) {
        watcher.awaitFlowing(SOON);
        flv.awaitMore(VIDEO, 30, SOON);
      }
    }
    assertRising(flv.units(VIDEO));
    assertRising(flv.units(AUDIO));
    assertThat(flv.headers()).as("same parameters, no new headers").hasSize(1);
    decodes(
        RecordedFile.write(folder.resolve("a.flv"), Container.FLV, flv.lastHeaders(), flv.units()));
  }

  private static void assertRising(List<MediaUnit> units) {
    assertThat(units).extracting(MediaUnit::dtsMillis).isSorted().doesNotHaveDuplicates();
  }

  private static void decodes(Path file) {
    Ffmpeg.run("-xerror", "-err_detect", "explode", "-i", file.toString(), "-f", "null", "-");
  }

  private static VariantKey key(Container container) {
    return new VariantKey(container, Profile.SOURCE, false, SilentAudio.OFF);
  }

  private FfmpegSource source(String url) {
    return new FfmpegSource("test", Secret.of(url), watcher, SourceOptions.standard(null));
  }
}
