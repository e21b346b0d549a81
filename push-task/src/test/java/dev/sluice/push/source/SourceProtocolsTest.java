package dev.sluice.push.source;

import static dev.sluice.push.variant.MediaUnit.Kind.AUDIO;
import static dev.sluice.push.variant.MediaUnit.Kind.VIDEO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.push.Profile;
import dev.sluice.catalog.push.SilentAudio;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.session.SourceInfo;
import dev.sluice.push.testing.Clips;
import dev.sluice.push.testing.Ffmpeg;
import dev.sluice.push.testing.FreePort;
import dev.sluice.push.testing.MediaHttpServer;
import dev.sluice.push.testing.RecordedFile;
import dev.sluice.push.testing.RtmpServer;
import dev.sluice.push.testing.SourceWatcher;
import dev.sluice.push.testing.TlsFront;
import dev.sluice.push.testing.VariantRecorder;
import dev.sluice.push.variant.Container;
import dev.sluice.push.variant.MediaUnit;
import dev.sluice.push.variant.VariantKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every protocol a source may come by, from an independent server. */
class SourceProtocolsTest {
  private static final Duration SOON = Duration.ofSeconds(15);

  /** FFmpeg's own default takes 2 to 3.4 s; measured here alone on a machine: under 0.6 s. */
  private static final Duration QUICKLY = Duration.ofSeconds(2);

  private static final VariantKey FLV =
      new VariantKey(Container.FLV, Profile.SOURCE, false, SilentAudio.OFF);

  @TempDir private Path folder;

  @Test
  void rtmp() {
    try (RtmpServer server = RtmpServer.play(Clips.h264Aac())) {
      SourceInfo info = opensQuicklyAndDecodes(server.url(), null);
      assertThat(info.width()).isEqualTo(320);
      assertThat(info.height()).isEqualTo(180);
      assertThat(info.frameRate()).isEqualTo(30);
      assertThat(info.audioCodec()).isEqualTo("aac");
      assertThat(info.sampleRate()).isEqualTo(48_000);
      assertThat(info.channels()).isEqualTo(1);
    }
  }

  @Test
  void rtmps() {
    try (RtmpServer server = RtmpServer.play(Clips.h264Aac());
        TlsFront front = new TlsFront(folder, server.port())) {
      opensQuicklyAndDecodes(
          "rtmps://localhost:" + front.port() + "/live/secret-key", front.certificate());
    }
  }

  @Test
  void srt() {
    int port = FreePort.udp();
    try (Ffmpeg server =
        Ffmpeg.start(
            "-re",
            "-stream_loop",
            "-1",
            "-i",
            Clips.of("ts", "h264", "aac").toString(),
            "-c",
            "copy",
            "-f",
            "mpegts",
            "srt://127.0.0.1:" + port + "?mode=listener")) {
      server.awaitLog(line -> line.startsWith("Input #0"), SOON);
      opensQuicklyAndDecodes("srt://127.0.0.1:" + port, null);
    }
  }

  @Test
  void flvOverHttp() {
    Path clip = Clips.h264Aac();
    try (MediaHttpServer server = MediaHttpServer.beside(clip)) {
      opensQuicklyAndDecodes(server.url("/" + clip.getFileName() + "?key=secret"), null);
    }
  }

  @Test
  void flvOverHttps() {
    Path clip = Clips.h264Aac();
    try (MediaHttpServer server = MediaHttpServer.beside(clip);
        TlsFront front = new TlsFront(folder, server.port())) {
      opensQuicklyAndDecodes(
          "https://localhost:" + front.port() + "/" + clip.getFileName(), front.certificate());
    }
  }

  @Test
  void mpegTsOverHttp() {
    Path clip = Clips.of("ts", "h264", "aac");
    try (MediaHttpServer server = MediaHttpServer.beside(clip)) {
      opensQuicklyAndDecodes(server.url("/" + clip.getFileName()), null);
    }
  }

  @Test
  void hls() {
    Ffmpeg.run(
        "-i",
        Clips.h264Aac().toString(),
        "-c",
        "copy",
        "-f",
        "hls",
        "-hls_time",
        "2",
        "-hls_list_size",
        "0",
        "-hls_flags",
        "omit_endlist",
        folder.resolve("live.m3u8").toString());
    try (MediaHttpServer server = new MediaHttpServer(folder)) {
      opensQuicklyAndDecodes(server.url("/live.m3u8"), null);
    }
  }

  @Test
  void rtmpWithoutPictures() {
    VariantRecorder made = new VariantRecorder();
    SourceWatcher watcher = new SourceWatcher();
    try (RtmpServer server = RtmpServer.play(Clips.of("flv", "aac"));
        FfmpegSource source = source(server.url(), watcher, null)) {
      source.want(FLV, made);
      source.start();
      assertThat(watcher.awaitFlowing(SOON).videoCodec()).isNull();
      made.awaitMore(AUDIO, 40, SOON);
      assertThat(made.lastHeaders().videoCodec()).isNull();
    }
  }

  @Test
  void rtmpWithoutSound() {
    VariantRecorder made = new VariantRecorder();
    SourceWatcher watcher = new SourceWatcher();
    try (RtmpServer server = RtmpServer.play(Clips.of("flv", "h264"));
        FfmpegSource source = source(server.url(), watcher, null)) {
      source.want(FLV, made);
      source.start();
      assertThat(watcher.awaitFlowing(SOON).audioCodec()).isNull();
      made.awaitMore(VIDEO, 40, SOON);
      assertThat(made.lastHeaders().audioCodec()).isNull();
    }
  }

  private SourceInfo opensQuicklyAndDecodes(String url, @Nullable Path caFile) {
    VariantRecorder made = new VariantRecorder();
    SourceWatcher watcher = new SourceWatcher();
    SourceInfo info;
    List<MediaUnit> units;
    try (FfmpegSource source = source(url, watcher, caFile)) {
      source.want(FLV, made);
      long begun = System.nanoTime();
      source.start();
      info = watcher.awaitFlowing(SOON);
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      System.out.println(
          "opened " + url.substring(0, url.indexOf(':')) + " in " + took.toMillis() + " ms");
      assertThat(took).isLessThan(QUICKLY);
      made.awaitMore(VIDEO, 45, SOON);
      made.awaitMore(AUDIO, 20, SOON);
      // Before it is closed: that breaks off inside a frame, as a lost connection does.
      units = made.units();
    }
    assertThat(info.videoCodec()).isEqualTo("h264");
    Path file =
        RecordedFile.write(folder.resolve("made.flv"), Container.FLV, made.lastHeaders(), units);
    Ffmpeg.run("-xerror", "-err_detect", "explode", "-i", file.toString(), "-f", "null", "-");
    return info;
  }

  private static FfmpegSource source(String url, SourceWatcher watcher, @Nullable Path caFile) {
    return new FfmpegSource("test", Secret.of(url), watcher, SourceOptions.standard(caFile));
  }
}
