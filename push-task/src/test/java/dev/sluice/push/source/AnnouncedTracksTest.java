package dev.sluice.push.source;

import static dev.sluice.push.variant.MediaUnit.Kind.AUDIO;
import static dev.sluice.push.variant.MediaUnit.Kind.VIDEO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.push.Profile;
import dev.sluice.catalog.push.SilentAudio;
import dev.sluice.push.testing.Clips;
import dev.sluice.push.testing.FlvTags;
import dev.sluice.push.testing.VariantRecorder;
import dev.sluice.push.variant.Container;
import dev.sluice.push.variant.VariantHeaders;
import dev.sluice.push.variant.VariantKey;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stream says it holds, and what then comes. */
class AnnouncedTracksTest {
  private static final int PICTURES = 1;
  private static final int BOTH = 5;
  private static final VariantKey FLV =
      new VariantKey(Container.FLV, Profile.SOURCE, false, SilentAudio.OFF);

  @TempDir private Path folder;

  @Test
  void soundThatIsAnnouncedAndComesAMomentLaterIsWaitedFor() {
    VariantRecorder made = ClipPump.through(FLV, clip(BOTH, 800));
    assertThat(made.headers()).extracting(VariantHeaders::audioCodec).containsExactly("aac");
    assertThat(made.units(VIDEO)).hasSize(300);
  }

  @Test
  void soundThatIsAnnouncedAndNeverComesIsNotWaitedForLong() {
    VariantRecorder made = ClipPump.through(FLV, clip(BOTH, Integer.MAX_VALUE));
    assertThat(made.headers()).hasSize(1);
    assertThat(made.lastHeaders().audioCodec()).isNull();
    assertThat(made.units(VIDEO)).hasSize(300);
  }

  @Test
  void soundThatNobodyAnnouncedIsTakenWhenItComes() {
    VariantRecorder made = ClipPump.through(FLV, clip(PICTURES, 4_000));
    assertThat(made.headers()).hasSize(2);
    assertThat(made.headers().getFirst().audioCodec()).isNull();
    assertThat(made.lastHeaders().audioCodec()).isEqualTo("aac");
    assertThat(made.lastHeaders().audioHeader()).isNotNull();
    assertThat(made.units(AUDIO)).hasSizeGreaterThan(200);
  }

  private Path clip(int announced, int soundFromMillis) {
    return FlvTags.announcing(
        Clips.h264Aac(), folder.resolve("clip.flv"), announced, soundFromMillis);
  }
}
