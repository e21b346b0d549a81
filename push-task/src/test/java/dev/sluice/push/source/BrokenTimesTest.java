package dev.sluice.push.source;

import static dev.sluice.push.variant.MediaUnit.Kind.AUDIO;
import static dev.sluice.push.variant.MediaUnit.Kind.VIDEO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.catalog.push.Profile;
import dev.sluice.catalog.push.SilentAudio;
import dev.sluice.push.testing.Clips;
import dev.sluice.push.testing.Ffmpeg;
import dev.sluice.push.testing.FlvTags;
import dev.sluice.push.testing.RecordedFile;
import dev.sluice.push.testing.VariantRecorder;
import dev.sluice.push.variant.Container;
import dev.sluice.push.variant.MediaUnit;
import dev.sluice.push.variant.VariantHeaders;
import dev.sluice.push.variant.VariantKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams of weeks, and encoders that change in the middle, through the real demuxers. */
class BrokenTimesTest {
  private static final long BEFORE_MILLIS = 4_000;

  @TempDir private Path folder;

  @ParameterizedTest(name = "{0} bits of milliseconds into {1}")
  @CsvSource({"31, FLV", "31, MPEGTS", "32, FLV", "32, MPEGTS"})
  void anRtmpCounterThatWrapsIsNotSeenBehindIt(int bits, Container into) {
    Path clip =
        FlvTags.shifted(
            Clips.h264Aac(), folder.resolve("late.flv"), (1L << bits) - BEFORE_MILLIS, bits);
    isWhole(ClipPump.through(key(into), clip), into);
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void theCounterOfMpegTsThatWrapsIsNotSeenBehindIt(Container into) {
    Path clip = folder.resolve("late.ts");
    long wrapMillis = (1L << 33) / 90;
    Ffmpeg.run(
        "-i",
        Clips.of("ts", "h264", "aac").toString(),
        "-c",
        "copy",
        "-copyts",
        "-output_ts_offset",
        (wrapMillis - BEFORE_MILLIS) / 1000.0 + "",
        "-mpegts_copyts",
        "1",
        clip.toString());
    isWhole(ClipPump.through(key(into), clip), into);
  }

  @Test
  void newParametersInTheMiddleOfAStreamBringNewHeaders() {
    Path clip =
        FlvTags.joined(
            Clips.h264Aac(), Clips.of("flv", "h264-bframes", "aac"), folder.resolve("joined.flv"));
    VariantRecorder made = ClipPump.through(key(Container.FLV), clip);

    assertThat(made.headers()).hasSize(2);
    assertThat(made.headers()).extracting(VariantHeaders::videoHeader).doesNotHaveDuplicates();
    assertThat(made.units(VIDEO)).hasSizeGreaterThan(310);
    assertRising(made.units(VIDEO));
    assertRising(made.units(AUDIO));
  }

  @Test
  void newParametersInTheMiddleOfMpegTsGoOnInTheSameStream() throws IOException {
    Path clip = folder.resolve("joined.ts");
    Files.write(clip, Files.readAllBytes(Clips.of("ts", "h264", "aac")));
    Files.write(
        clip, Files.readAllBytes(Clips.of("ts", "h264-bframes", "aac")), StandardOpenOption.APPEND);
    VariantRecorder made = ClipPump.through(key(Container.MPEGTS), clip);

    assertThat(made.headers()).hasSize(1);
    assertThat(made.units(VIDEO)).hasSizeGreaterThan(310);
    assertRising(made.units(VIDEO));
  }

  /** 10 s, each track without a gap, in step, and decodable. */
  private void isWhole(VariantRecorder made, Container into) {
    List<MediaUnit> video = made.units(VIDEO);
    assertThat(video).hasSize(300);
    for (int i = 1; i < video.size(); i++) {
      assertThat(video.get(i).dtsMillis() - video.get(i - 1).dtsMillis()).isBetween(32L, 35L);
    }
    assertRising(made.units(AUDIO));
    assertThat(made.units(AUDIO).getLast().dtsMillis())
        .isCloseTo(video.getLast().dtsMillis(), within(100L));
    assertThat(video.getFirst().dtsMillis()).isLessThan(1_000);
    String name = into == Container.FLV ? "made.flv" : "made.ts";
    Path file = RecordedFile.write(folder.resolve(name), into, made.lastHeaders(), made.units());
    Ffmpeg.run("-xerror", "-err_detect", "explode", "-i", file.toString(), "-f", "null", "-");
  }

  private static void assertRising(List<MediaUnit> units) {
    assertThat(units).extracting(MediaUnit::dtsMillis).isSorted().doesNotHaveDuplicates();
  }

  private static VariantKey key(Container container) {
    return new VariantKey(container, Profile.SOURCE, false, SilentAudio.OFF);
  }
}
