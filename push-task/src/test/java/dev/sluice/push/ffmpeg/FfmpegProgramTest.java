package dev.sluice.push.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.push.testing.Ffmpeg;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FfmpegProgramTest {
  @Test
  void theJarsOwnProgramsEncodeAndProbeOnABareMachine(@TempDir Path folder) {
    Path clip = folder.resolve("clip.flv");
    Ffmpeg.run(
        "-f",
        "lavfi",
        "-i",
        "testsrc2=size=320x180:rate=30",
        "-f",
        "lavfi",
        "-i",
        "sine",
        "-t",
        "1",
        "-c:v",
        "libopenh264",
        "-c:a",
        "aac",
        clip.toString());

    assertThat(
            Ffmpeg.probe("-show_entries", "stream=codec_name", "-of", "csv=p=0", clip.toString()))
        .contains("h264", "aac");
  }
}
