package dev.sluice.push.source;

import static dev.sluice.push.variant.MediaUnit.Kind.AUDIO;
import static dev.sluice.push.variant.MediaUnit.Kind.VIDEO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.catalog.push.Profile;
import dev.sluice.catalog.push.SilentAudio;
import dev.sluice.push.testing.Clips;
import dev.sluice.push.testing.Ffmpeg;
import dev.sluice.push.testing.RecordedFile;
import dev.sluice.push.testing.VariantRecorder;
import dev.sluice.push.variant.Container;
import dev.sluice.push.variant.MediaUnit;
import dev.sluice.push.variant.VariantKey;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SilenceTest {
  @TempDir private Path folder;

  @ParameterizedTest(name = "{1} in {2}")
  @CsvSource({
    "flv, aac, FLV, 48000, 469",
    "ts, aac, MPEGTS, 48000, 469",
    "flv, mp3, FLV, 44100, 383",
    "ts, opus, MPEGTS, 48000, 500",
  })
  void videoOnlyHasSilenceInTheSourcesOwnFormat(
      String from, String codec, Container into, String rate, int frames) {
    Path clip = Clips.of(from, "h264", codec);
    VariantRecorder made = ClipPump.through(key(into, true, SilentAudio.OFF), clip);

    assertThat(made.lastHeaders().audioCodec()).isEqualTo(codec);
    Path file = written(into, made);
    assertThat(
            Ffmpeg.probe(
                    "-select_streams",
                    "a",
                    "-show_entries",
                    "stream=codec_name,sample_rate,channels",
                    "-of",
                    "csv=p=0",
                    file.toString())
                .strip())
        .startsWith(codec + "," + rate + ",1");
    assertThat(soundFrames(file)).isBetween(frames - 10, frames + 5);
    assertThat(loudness(file)).isEqualTo("-inf");
    assertThat(loudness(clip)).isNotEqualTo("-inf");
    assertRising(made.units(AUDIO));
  }

  @ParameterizedTest
  @CsvSource({"FLV", "MPEGTS"})
  void aSourceWithoutSoundGetsASilentTrackWhenAskedFor(Container into) {
    VariantRecorder made =
        ClipPump.through(key(into, false, SilentAudio.AUTO), Clips.of("flv", "h264"));

    assertThat(made.lastHeaders().audioCodec()).isEqualTo("aac");
    Path file = written(into, made);
    assertThat(loudness(file)).isEqualTo("-inf");
    List<MediaUnit> sound = made.units(AUDIO);
    // 10 s at 44.1 kHz, 1024 samples a frame.
    assertThat(soundFrames(file)).isBetween(420, 435);
    assertThat(sound.getLast().dtsMillis())
        .isCloseTo(made.units(VIDEO).getLast().dtsMillis(), within(200L));
  }

  @Test
  void aSourceWithSoundKeepsItWhereSilenceIsOnlyForThoseWithout() {
    VariantRecorder made =
        ClipPump.through(key(Container.FLV, false, SilentAudio.AUTO), Clips.h264Aac());
    assertThat(loudness(written(Container.FLV, made))).isNotEqualTo("-inf");
  }

  private Path written(Container into, VariantRecorder made) {
    String name = into == Container.FLV ? "made.flv" : "made.ts";
    return RecordedFile.write(folder.resolve(name), into, made.lastHeaders(), made.units());
  }

  /** Counted by another demuxer: in MPEG-TS one unit holds several frames as small as these. */
  private static int soundFrames(Path file) {
    String counted =
        Ffmpeg.probe(
            "-count_packets",
            "-select_streams",
            "a",
            "-show_entries",
            "stream=nb_read_packets",
            "-of",
            "csv=p=0",
            file.toString());
    return Integer.parseInt(counted.lines().findFirst().orElseThrow().replace(",", ""));
  }

  /** Mean of the whole sound in dB below full scale, as FFmpeg's filter prints it. */
  private static String loudness(Path file) {
    String log =
        Ffmpeg.run(
                "-xerror",
                "-i",
                file.toString(),
                "-map",
                "0:a",
                "-af",
                "astats=measure_perchannel=none:measure_overall=RMS_level",
                "-f",
                "null",
                "-")
            .errors();
    return log.lines()
        .filter(line -> line.contains("RMS level dB"))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .reduce((first, last) -> last)
        .orElseThrow(() -> new AssertionError(log));
  }

  private static void assertRising(List<MediaUnit> units) {
    assertThat(units).extracting(MediaUnit::dtsMillis).isSorted().doesNotHaveDuplicates();
  }

  private static VariantKey key(Container container, boolean videoOnly, SilentAudio silentAudio) {
    return new VariantKey(container, Profile.SOURCE, videoOnly, silentAudio);
  }
}
