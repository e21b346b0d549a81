package dev.sluice.push.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.status.PushState;
import dev.sluice.catalog.status.PushStatus;
import dev.sluice.catalog.status.Reason;
import dev.sluice.catalog.target.OpenDestination;
import dev.sluice.catalog.target.Protocol;
import dev.sluice.push.testing.EngineRun;
import dev.sluice.push.testing.Ffmpeg;
import dev.sluice.push.testing.FreePort;
import dev.sluice.push.testing.LossyRelay;
import dev.sluice.push.testing.Specs;
import dev.sluice.push.testing.SrtLiveTransmit;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R32, and isolation among SRT targets; libsrt is the peer. */
class SrtTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String PASSPHRASE = "a passphrase & more%";

  @Test
  void aWrongPassphraseIsSaidToBeOne() {
    int port = FreePort.udp();
    try (Ffmpeg peer = listener(port, "passphrase=0123456789abcdef");
        EngineRun run = EngineRun.start()) {
      run.apply(srt("p", port, PASSPHRASE));
      PushStatus status = run.await("p", s -> s.reason() == Reason.SRT_PASSPHRASE, LONG);
      assertThat(status.message()).doesNotContain(PASSPHRASE);
      assertThat(peer.isAlive()).isTrue();
    }
  }

  /** What the network loses is sent again, and decrypts: no frame is missing at the other end. */
  @Test
  void everyFrameArrivesEncryptedOverANetworkThatLosesOneInTwentyPackets(@TempDir Path folder) {
    int port = FreePort.udp();
    Path file = folder.resolve("recorded.ts");
    String url = "srt://127.0.0.1:" + port + "?mode=listener&passphrase=";
    String encoded = URLEncoder.encode(PASSPHRASE, StandardCharsets.UTF_8).replace("+", "%20");
    try (LossyRelay relay = LossyRelay.to(port, 20);
        Ffmpeg receiver =
            Ffmpeg.start("-i", url + encoded, "-t", "8", "-c", "copy", file.toString());
        EngineRun run = EngineRun.start()) {
      run.apply(srt("p", relay.port(), PASSPHRASE));

      run.await("p", PushState.LIVE);
      assertThat(receiver.awaitExit(LONG)).as(receiver.errors()).isZero();
      assertThat(relay.lost()).isGreaterThan(10);
      assertThat(run.status("p").droppedFrames()).isZero();
    }
    Ffmpeg decoded = Ffmpeg.run("-xerror", "-i", file.toString(), "-f", "null", "-");
    assertThat(decoded.errors()).doesNotContain("corrupt", "error", "non monoton", "concealing");
  }

  @Test
  void srtLiveTransmitReceivesTheEncryptedStreamOfAPushWithAStreamId(@TempDir Path folder) {
    assumeTrue(SrtLiveTransmit.isInstalled(), "srt-live-transmit (package srt-tools) is not here");
    Path file = folder.resolve("received.ts");
    try (SrtLiveTransmit peer = SrtLiveTransmit.record(file, "passphrase=correct-horse");
        EngineRun run = EngineRun.start()) {
      run.apply(srt("p", peer.url(), "#!::r=live/x,m=publish", "correct-horse"));
      run.await("p", PushState.LIVE);
      await().atMost(LONG).until(() -> run.status("p").bytesSent() > 400_000);

      run.apply();
      await().atMost(LONG).until(() -> peer.log().contains("disconnected"));
    }
    Ffmpeg decoded = Ffmpeg.run("-xerror", "-i", file.toString(), "-f", "null", "-");
    assertThat(decoded.errors()).doesNotContain("corrupt", "error", "non monoton", "concealing");
  }

  /** libsrt's own reading of it. */
  @Test
  void theStreamIdReachesLibsrtAsItStands() {
    int port = FreePort.udp();
    String streamId = "#!::r=live/x,m=publish?a=%41";
    try (Ffmpeg peer = listener(port, "latency=120000");
        EngineRun run = EngineRun.start()) {
      run.apply(srt("p", "srt://127.0.0.1:" + port, streamId, null));
      peer.awaitLog(line -> line.contains("accept streamid [" + streamId + "]"), LONG);
    }
  }

  @Test
  void aPeerThatIsNotThereIsSaidNotToBe() {
    try (EngineRun run = EngineRun.start()) {
      run.apply(srt("p", FreePort.udp(), null));
      assertThat(run.await("p", s -> s.reason() != null, LONG).reason())
          .isIn(Reason.CONNECT_REFUSED, Reason.CONNECT_TIMEOUT);
    }
  }

  @Test
  void twelveTargetsAreLiveAtOnceAndOneThatDiesHarmsNoOther() {
    List<Ffmpeg> peers = new ArrayList<>();
    try (EngineRun run = EngineRun.start()) {
      List<PushSpec> specs = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        int port = FreePort.udp();
        peers.add(listener(port, "latency=120000"));
        specs.add(srt("p" + i, port, null));
      }
      run.apply(specs.toArray(PushSpec[]::new));
      specs.forEach(s -> run.await(s.pushId(), PushState.LIVE));
      List<String> before = ids(run);

      peers.getFirst().kill();

      PushStatus gone = run.await("p0", s -> s.state() != PushState.LIVE, LONG);
      assertThat(gone.reason()).isEqualTo(Reason.REMOTE_CLOSED);
      assertThat(ids(run)).isEqualTo(before);
      long sent = run.status("p1").bytesSent();
      await().atMost(LONG).until(() -> run.status("p1").bytesSent() > sent + 100_000);

      long begun = System.nanoTime();
      run.apply();
      specs.forEach(s -> run.await(s.pushId(), PushState.ENDED));
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .noneMatch(name -> name.startsWith("srt-"));
    } finally {
      peers.forEach(Ffmpeg::close);
    }
  }

  private static List<String> ids(EngineRun run) {
    return IntStream.range(1, 12)
        .mapToObj(i -> Objects.requireNonNull(run.status("p" + i).connectionId()))
        .toList();
  }

  private static Ffmpeg listener(int port, String options) {
    String url = "srt://127.0.0.1:" + port + "?mode=listener&" + options;
    return Ffmpeg.start(
        "-v", "verbose", "-f", "mpegts", "-i", url, "-c", "copy", "-f", "null", "-");
  }

  private static PushSpec srt(String id, int port, @Nullable String passphrase) {
    return srt(id, "srt://127.0.0.1:" + port, null, passphrase);
  }

  private static PushSpec srt(
      String id, String url, @Nullable String streamId, @Nullable String passphrase) {
    return Specs.spec(
        id,
        new OpenDestination(
            Protocol.SRT,
            Secret.of(url),
            null,
            streamId,
            passphrase == null ? null : Secret.of(passphrase),
            200),
        Specs.MPEGTS);
  }
}
