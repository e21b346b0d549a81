package dev.sluice.push.source;

import static dev.sluice.push.variant.MediaUnit.Kind.AUDIO;
import static dev.sluice.push.variant.MediaUnit.Kind.VIDEO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.push.Profile;
import dev.sluice.catalog.push.SilentAudio;
import dev.sluice.push.testing.Clips;
import dev.sluice.push.testing.Ffmpeg;
import dev.sluice.push.testing.RecordedFile;
import dev.sluice.push.testing.VariantRecorder;
import dev.sluice.push.variant.Container;
import dev.sluice.push.variant.MediaUnit;
import dev.sluice.push.variant.VariantHeaders;
import dev.sluice.push.variant.VariantKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every codec from every container into every container, judged by an independent decoder. */
class VariantMatrixTest {
  @TempDir private Path folder;

  @ParameterizedTest(name = "{1} and {2} from {0} into {3}")
  @CsvSource({
    "flv, h264, aac, FLV",
    "flv, h264, aac, MPEGTS",
    "ts, h264, aac, FLV",
    "ts, h264, aac, MPEGTS",
    "flv, h264-bframes, aac, FLV",
    "flv, h264-bframes, aac, MPEGTS",
    "ts, h264-bframes, aac, FLV",
    "ts, h264-bframes, aac, MPEGTS",
    "flv, h264, mp3, FLV",
    "flv, h264, mp3, MPEGTS",
    "ts, h264, mp3, FLV",
    "ts, h264, mp3, MPEGTS",
    "flv, h264, opus, FLV",
    "flv, h264, opus, MPEGTS",
    "ts, h264, opus, FLV",
    "ts, h264, opus, MPEGTS",
    "flv, hevc, aac, FLV",
    "flv, hevc, aac, MPEGTS",
    "ts, hevc, aac, FLV",
    "ts, hevc, aac, MPEGTS",
    "flv, av1, aac, FLV",
    "flv, av1, opus, FLV",
  })
  void decodesToTheSameFramesAndSamples(String from, String video, String audio, Container into) {
    Path clip = Clips.of(from, video, audio);
    VariantRecorder made = ClipPump.through(key(into), clip);

    assertThat(made.headers()).hasSize(1);
    VariantHeaders headers = made.lastHeaders();
    assertThat(headers.videoCodec()).isEqualTo(video.replace("-bframes", ""));
    assertThat(headers.audioCodec()).isEqualTo(audio);
    assertThat(made.units().getFirst())
        .matches(MediaUnit::keyFrame)
        .matches(u -> u.kind() == VIDEO);
    assertRising(made.units(VIDEO));
    assertRising(made.units(AUDIO));
    Path file = written(into, made);
    assertThat(frameHashes(file)).isEqualTo(frameHashes(clip));
    decodes(file);
  }

  @Test
  void anAudioTagsFirstByteIsTheOneOfItsSequenceHeader() {
    VariantRecorder made = ClipPump.through(key(Container.FLV), Clips.h264Aac());
    byte header = Objects.requireNonNull(made.lastHeaders().audioHeader()).get(0);
    assertThat(made.units(AUDIO)).isNotEmpty().allMatch(unit -> unit.payload().get(0) == header);
  }

  @Test
  void aCodecTheContainerCannotCarryIsNamedAndItsTrackLeftOut() {
    VariantRecorder made = ClipPump.through(key(Container.MPEGTS), Clips.of("flv", "av1", "aac"));
    assertThat(made.lastHeaders().videoCodec()).isEqualTo("av1");
    assertThat(made.units(VIDEO)).isEmpty();
    assertThat(made.units(AUDIO)).isNotEmpty();
    decodes(written(Container.MPEGTS, made));
  }

  @Test
  void nothingCarriedAtAllStillNamesTheCodecs() {
    VariantRecorder made = ClipPump.through(key(Container.FLV), Clips.of("ts", "mpeg2"));
    assertThat(made.lastHeaders().videoCodec()).isEqualTo("mpeg2video");
    assertThat(made.units()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"FLV", "MPEGTS"})
  void aSourceWithoutPicturesBeginsAtOnceAndLetsTargetsBeginEachSecond(Container into) {
    VariantRecorder made = ClipPump.through(key(into), Clips.of("flv", "aac"));
    assertThat(made.lastHeaders().videoCodec()).isNull();
    assertThat(made.units().getFirst().keyFrame()).isTrue();
    assertThat(made.units().stream().filter(MediaUnit::keyFrame)).hasSizeBetween(9, 11);
    decodes(written(into, made));
  }

  @ParameterizedTest
  @CsvSource({"FLV", "MPEGTS"})
  void aSourceWithoutSoundStaysWithoutUnlessAskedFor(Container into) {
    VariantRecorder made = ClipPump.through(key(into), Clips.of("flv", "h264"));
    assertThat(made.lastHeaders().audioCodec()).isNull();
    assertThat(made.units(AUDIO)).isEmpty();
    decodes(written(into, made));
  }

  @Test
  void otherParametersOrAnotherCodecBringNewHeaders() {
    VariantRecorder made =
        ClipPump.through(
            key(Container.FLV),
            Clips.of("flv", "h264", "aac"),
            Clips.of("flv", "h264", "aac"),
            Clips.of("flv", "h264-bframes", "aac"),
            Clips.of("flv", "hevc", "aac"));
    assertThat(made.headers())
        .extracting(VariantHeaders::videoCodec)
        .containsExactly("h264", "h264", "hevc");
    assertRising(made.units(VIDEO));
    assertRising(made.units(AUDIO));
  }

  @Test
  void aFrameInWhichTheConnectionBrokeOffIsNotSent() throws IOException {
    byte[] whole = Files.readAllBytes(Clips.h264Aac());
    for (int cut = 100_000; cut < 110_000; cut += 1_000) {
      Path broken = folder.resolve("broken.flv");
      Files.write(broken, Arrays.copyOf(whole, cut));
      decodes(written(Container.FLV, ClipPump.through(key(Container.FLV), broken)));
    }
  }

  private Path written(Container into, VariantRecorder made) {
    String name = into == Container.FLV ? "made.flv" : "made.ts";
    return RecordedFile.write(folder.resolve(name), into, made.lastHeaders(), made.units());
  }

  private static void assertRising(List<MediaUnit> units) {
    assertThat(units).extracting(MediaUnit::dtsMillis).isSorted().doesNotHaveDuplicates();
  }

  private static void decodes(Path file) {
    Ffmpeg.run("-xerror", "-err_detect", "explode", "-i", file.toString(), "-f", "null", "-");
  }

  /** A hash of every decoded picture, in the order they are shown. */
  private static List<String> frameHashes(Path file) {
    String hashes =
        Ffmpeg.run(
                "-i",
                file.toString(),
                "-map",
                "0:v",
                "-fps_mode",
                "passthrough",
                "-f",
                "framehash",
                "-hash",
                "md5",
                "-")
            .output();
    return hashes
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.substring(line.lastIndexOf(',') + 1).strip())
        .toList();
  }

  private static VariantKey key(Container container) {
    return new VariantKey(container, Profile.SOURCE, false, SilentAudio.OFF);
  }
}
