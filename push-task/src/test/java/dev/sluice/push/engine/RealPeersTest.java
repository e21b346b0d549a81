package dev.sluice.push.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.status.PushState;
import dev.sluice.catalog.status.PushStatus;
import dev.sluice.catalog.status.Reason;
import dev.sluice.push.source.FfmpegSource;
import dev.sluice.push.source.SourceOptions;
import dev.sluice.push.testing.Clips;
import dev.sluice.push.testing.EngineRun;
import dev.sluice.push.testing.Ffmpeg;
import dev.sluice.push.testing.FreePort;
import dev.sluice.push.testing.Nginx;
import dev.sluice.push.testing.RtmpServer;
import dev.sluice.push.testing.Specs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** From a real source, by the engine, to independent receivers; and what they make of it. */
class RealPeersTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int SOURCE_PORT = FreePort.tcp();

  @TempDir(cleanup = CleanupMode.NEVER)
  private Path folder;

  @Test
  void ffmpegRecordsPictureAndSoundOverRtmpAndOverSrt() {
    int rtmpPort = FreePort.tcp();
    int srtPort = FreePort.udp();
    String rtmp = "rtmp://127.0.0.1:" + rtmpPort + "/live";
    Path flv = folder.resolve("rtmp.mkv");
    Path ts = folder.resolve("srt.mkv");
    try (RtmpServer _ = RtmpServer.play(Clips.h264Aac(), SOURCE_PORT);
        Ffmpeg overRtmp = record(flv, "-listen", "1", "-i", rtmp + "/key");
        Ffmpeg overSrt = record(ts, "-i", "srt://127.0.0.1:" + srtPort + "?mode=listener");
        EngineRun run = pulling()) {
      run.apply(Specs.rtmp("r", rtmp, "key"), Specs.srt("s", "srt://127.0.0.1:" + srtPort));

      run.await("r", PushState.LIVE);
      run.await("s", PushState.LIVE);
      assertThat(overRtmp.awaitExit(LONG)).as(overRtmp.errors()).isZero();
      assertThat(overSrt.awaitExit(LONG)).as(overSrt.errors()).isZero();
    }
    assertWhole(flv, 90);
    assertWhole(ts, 90);
  }

  /** R12. */
  @Test
  void nginxTellsASecondPusherThatTheNameIsInUse() {
    assumeTrue(Nginx.isInstalled(), "nginx with its RTMP module is not installed");
    try (Nginx nginx = Nginx.start(folder);
        EngineRun run = EngineRun.start()) {
      PushSpec push = Specs.rtmp("p", nginx.url(), "key");
      run.apply(push);
      run.await("p", PushState.LIVE);
      run.apply(push, Specs.rtmp("second", nginx.url(), "key"));
      assertThat(run.await("second", s -> s.reason() != null, LONG).reason())
          .isEqualTo(Reason.TARGET_BUSY);
    }
  }

  /** R13, R16: what a server written by others keeps of a stream with a hole in it. */
  @Test
  void nginxRecordsOneStreamAcrossALostSource() {
    assumeTrue(Nginx.isInstalled(), "nginx with its RTMP module is not installed");
    try (Nginx nginx = Nginx.start(folder);
        RtmpServer first = RtmpServer.play(Clips.h264Aac(), SOURCE_PORT);
        EngineRun run = pulling()) {
      PushSpec push = Specs.rtmp("p", nginx.url(), "key");
      run.apply(push);
      PushStatus live = run.await("p", PushState.LIVE);

      first.kill();
      run.await("p", PushState.HOLDING);
      try (RtmpServer _ = RtmpServer.play(Clips.h264Aac(), SOURCE_PORT)) {
        PushStatus again = run.await("p", PushState.LIVE);
        assertThat(again.connectionId()).isEqualTo(live.connectionId());
        long before = again.bytesSent();
        await().atMost(LONG).until(() -> run.status("p").bytesSent() > before + 300_000);
        run.apply();
        run.await("p", PushState.ENDED);
      }
      await().atMost(LONG).untilAsserted(() -> assertWhole(nginx.recording("key"), 60));
    }
  }

  private static EngineRun pulling() {
    return EngineRun.pulling(
        listener ->
            new FfmpegSource(
                "stream-1",
                Secret.of("rtmp://127.0.0.1:" + SOURCE_PORT + "/live/secret-key"),
                listener,
                SourceOptions.standard(null)));
  }

  private static Ffmpeg record(Path file, String... input) {
    List<String> arguments = new ArrayList<>(Arrays.asList(input));
    arguments.addAll(List.of("-t", "4", "-c", "copy", file.toString()));
    return Ffmpeg.start(arguments.toArray(String[]::new));
  }

  /** It decodes, in order, and holds both tracks. */
  private static void assertWhole(Path file, int leastFrames) {
    Ffmpeg decoded = Ffmpeg.run("-xerror", "-i", file.toString(), "-f", "null", "-");
    assertThat(decoded.errors()).doesNotContain("non monoton", "Invalid", "corrupt", "error");
    List<String> tracks =
        Ffmpeg.probe(
                "-count_packets",
                "-show_entries",
                "stream=codec_name,nb_read_packets",
                "-of",
                "csv=p=0",
                file.toString())
            .lines()
            .toList();
    assertThat(tracks).anyMatch(t -> t.startsWith("aac"));
    assertThat(tracks)
        .anyMatch(t -> t.startsWith("h264,") && Integer.parseInt(t.substring(5)) >= leastFrames);
  }
}
