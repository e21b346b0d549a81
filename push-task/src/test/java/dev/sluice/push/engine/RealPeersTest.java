package dev.sluice.push.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.status.PushState;
import dev.sluice.push.testing.EngineRun;
import dev.sluice.push.testing.Ffmpeg;
import dev.sluice.push.testing.FreePort;
import dev.sluice.push.testing.Specs;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What independent receivers make of what is pushed. */
class RealPeersTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void ffmpegRecordsBothVideoAndSoundOverRtmp(@TempDir Path folder) {
    int port = FreePort.tcp();
    Path file = folder.resolve("recorded.mkv");
    String url = "rtmp://127.0.0.1:" + port + "/live";
    try (Ffmpeg receiver =
            Ffmpeg.start(
                "-listen", "1", "-i", url + "/key", "-t", "4", "-c", "copy", file.toString());
        EngineRun run = EngineRun.start()) {
      run.apply(Specs.rtmp("p", url, "key"));

      run.await("p", PushState.LIVE);
      assertThat(receiver.awaitExit(LONG)).as(receiver.errors()).isZero();
    }
    assertWhole(file);
  }

  @Test
  void ffmpegRecordsBothVideoAndSoundOverSrt(@TempDir Path folder) {
    int port = FreePort.udp();
    Path file = folder.resolve("recorded.mkv");
    String url = "srt://127.0.0.1:" + port;
    try (Ffmpeg receiver =
            Ffmpeg.start("-i", url + "?mode=listener", "-t", "4", "-c", "copy", file.toString());
        EngineRun run = EngineRun.start()) {
      run.apply(Specs.srt("p", url));

      run.await("p", PushState.LIVE);
      assertThat(receiver.awaitExit(LONG)).as(receiver.errors()).isZero();
    }
    assertWhole(file);
  }

  private static void assertWhole(Path file) {
    Ffmpeg decoded = Ffmpeg.run("-xerror", "-i", file.toString(), "-f", "null", "-");
    assertThat(decoded.errors()).doesNotContain("non monoton", "Invalid", "corrupt");
    assertThat(
            Ffmpeg.probe(
                "-count_packets",
                "-show_entries",
                "stream=codec_name,nb_read_packets",
                "-of",
                "csv=p=0",
                file.toString()))
        .contains("h264")
        .contains("aac");
  }
}
