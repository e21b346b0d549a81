package dev.sluice.push.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.status.Reason;
import dev.sluice.push.testing.Clips;
import dev.sluice.push.testing.FreePort;
import dev.sluice.push.testing.Manners;
import dev.sluice.push.testing.MediaHttpServer;
import dev.sluice.push.testing.RtmpPeer;
import dev.sluice.push.testing.RtmpServer;
import dev.sluice.push.testing.SourceWatcher;
import dev.sluice.push.testing.SourceWatcher.Loss;
import dev.sluice.push.testing.TlsFront;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A source that cannot be had says why, in time, and without its key. */
class SourceFailureTest {
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final String KEY = "canary-7f3a";

  @TempDir private Path folder;
  private @Nullable Path caFile;
  private final SourceWatcher watcher = new SourceWatcher();

  @Test
  void nobodyListens() {
    Loss loss = lossOf("rtmp://127.0.0.1:" + FreePort.tcp() + "/live/" + KEY);
    assertThat(loss.reason()).isEqualTo(Reason.CONNECT_REFUSED);
  }

  @Test
  void theNameDoesNotExist() {
    Loss loss = lossOf("rtmp://no-such-host.invalid/live/" + KEY);
    assertThat(loss.reason()).isEqualTo(Reason.DNS);
  }

  @ParameterizedTest(name = "HTTP {0}")
  @CsvSource({"404, SOURCE_LOST", "401, AUTH", "403, AUTH", "500, SOURCE_LOST"})
  void theServerAnswersWithAnError(String status, Reason reason) {
    try (MediaHttpServer server = new MediaHttpServer(folder)) {
      Loss loss = lossOf(server.url("/status/" + status + "/" + KEY + ".flv?key=" + KEY));
      assertThat(loss.reason()).isEqualTo(reason);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [ AccessManager.Reject ] : [ code=403 need auth; authmod=adobe ] : | AUTH
          Authorization required.                                            | AUTH
          authentication failed                                              | AUTH
          Play is not authorized                                             | AUTH
          Unauthorised.                                                      | AUTH
          Failed to play author; stream not found. (live/author)             | SOURCE_LOST
          No such stream: authority/certificate                              | SOURCE_LOST
          """)
  void anRtmpServerSaysInItsOwnWordsWhyItDoesNotPlay(String words, Reason reason) {
    try (RtmpPeer server = RtmpPeer.start(Manners.refusing("NetStream.Play.Failed", words))) {
      assertThat(lossOf(server.url() + "/" + KEY).reason()).isEqualTo(reason);
    }
  }

  @Test
  void whatComesIsNoMedia() {
    try (MediaHttpServer server = new MediaHttpServer(folder)) {
      assertThat(lossOf(server.url("/garbage/" + KEY)).reason()).isEqualTo(Reason.SOURCE_LOST);
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"rtmp", "http"})
  void aServerThatAcceptsAndNeverAnswersIsLeftAtTheDeadline(String scheme) throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      long begun = System.nanoTime();
      Loss loss = lossOf(scheme + "://127.0.0.1:" + mute.getLocalPort() + "/live/" + KEY);
      assertThat(loss.reason()).isEqualTo(Reason.CONNECT_TIMEOUT);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void closingDoesNotWaitForAServerThatNeverAnswers() throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      FfmpegSource source =
          source("rtmp://127.0.0.1:" + mute.getLocalPort() + "/live/" + KEY, Duration.ofMinutes(1));
      source.start();
      try (Socket accepted = mute.accept()) {
        assertThat(accepted.isConnected()).isTrue();
        long begun = System.nanoTime();
        source.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
      }
    }
  }

  @Test
  void aSourceThatFallsSilentIsLost() throws IOException {
    try (RtmpServer server = RtmpServer.play(Clips.h264Aac());
        FreezingRelay relay = new FreezingRelay(server.port());
        FfmpegSource source =
            source("rtmp://127.0.0.1:" + relay.port() + "/live/" + KEY, Duration.ofSeconds(2))) {
      source.start();
      watcher.awaitFlowing(SOON);
      relay.freeze();
      Loss loss = watcher.awaitLost(SOON);
      assertThat(loss.reason()).isEqualTo(Reason.SOURCE_LOST);
      assertThat(loss.message()).contains("nothing came");
    }
  }

  @Test
  void aCertificateNobodyVouchesForIsRefused() {
    try (RtmpServer server = RtmpServer.play(Clips.h264Aac());
        TlsFront front = new TlsFront(folder, server.port())) {
      Loss loss = lossOf("rtmps://localhost:" + front.port() + "/live/" + KEY);
      assertThat(loss.reason()).isEqualTo(Reason.TLS_CERTIFICATE);
    }
  }

  @Test
  void aCertificateOfAnotherHostIsRefused() {
    try (RtmpServer server = RtmpServer.play(Clips.h264Aac());
        TlsFront front = new TlsFront(folder, server.port(), "other.example")) {
      caFile = front.certificate();
      Loss loss = lossOf("rtmps://localhost:" + front.port() + "/live/" + KEY);
      assertThat(loss.reason()).isEqualTo(Reason.TLS_CERTIFICATE);
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "/etc/hostname",
        "file:///etc/hostname",
        "concat:/etc/hostname",
        "pipe:0",
        "udp://127.0.0.1:9",
        "tcp://127.0.0.1:9",
        "srt://0.0.0.0:9?mode=listener",
        "srt://127.0.0.1:9?latency=1&MODE=rendezvous",
        "nonsense"
      })
  void noOtherSchemeIsOpened(String url) {
    assertThat(lossOf(url).message()).contains("none that can be pulled");
  }

  @Test
  void aPlaylistCannotNameAFileOfThisMachine() throws IOException {
    Path secret = Files.copy(Clips.of("ts", "h264", "aac"), folder.resolve("secret.ts"));
    Files.writeString(
        folder.resolve("trap.m3u8"),
        """
        #EXTM3U
        #EXT-X-TARGETDURATION:10
        #EXTINF:10,
        file://%s
        """
            .formatted(secret));
    try (MediaHttpServer server = new MediaHttpServer(folder)) {
      assertThat(lossOf(server.url("/trap.m3u8")).reason()).isNotNull();
    }
  }

  /** Why this URL is no source; its key is in the URL and in no message. */
  private Loss lossOf(String url) {
    try (FfmpegSource source = source(url, Duration.ofSeconds(2))) {
      source.start();
      Loss loss = watcher.awaitLost(SOON);
      assertThat(loss.message()).doesNotContain(KEY);
      return loss;
    }
  }

  private FfmpegSource source(String url, Duration patience) {
    SourceOptions options =
        new SourceOptions(
            patience,
            patience,
            Duration.ofMillis(50),
            Duration.ofMillis(200),
            caFile,
            System::nanoTime);
    return new FfmpegSource("test", Secret.of(url), watcher, options);
  }
}
