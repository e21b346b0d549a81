package dev.sluice.push.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.status.PushState;
import dev.sluice.catalog.target.OpenDestination;
import dev.sluice.catalog.target.Protocol;
import dev.sluice.push.testing.EngineRun;
import dev.sluice.push.testing.Ffmpeg;
import dev.sluice.push.testing.FreePort;
import dev.sluice.push.testing.LossyRelay;
import dev.sluice.push.testing.Specs;
import dev.sluice.push.testing.SrtLiveTransmit;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of a stream arrives: libsrt drops what it has yet to play when it hears good-bye. */
class SrtEndTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @ParameterizedTest
  @ValueSource(ints = {20, 120, 600})
  void srtLiveTransmitGivesOutTheLastByteItWasSent(int latencyMillis, @TempDir Path folder) {
    assumeTrue(SrtLiveTransmit.isInstalled(), "srt-live-transmit (package srt-tools) is not here");
    Path file = folder.resolve("received.ts");
    long sent;
    try (SrtLiveTransmit peer = SrtLiveTransmit.record(file, "latency=" + latencyMillis);
        EngineRun run = EngineRun.start()) {
      sent = pushAndEnd(run, peer.url(), latencyMillis);
      awaitGone(peer);
    }
    assertThat(file).hasSize(sent);
  }

  /** The last packets too, which no other follows by which they could be missed. */
  @Test
  void theLastByteArrivesOverANetworkThatLosesOneInFivePackets(@TempDir Path folder) {
    assumeTrue(SrtLiveTransmit.isInstalled(), "srt-live-transmit (package srt-tools) is not here");
    Path file = folder.resolve("received.ts");
    long sent;
    try (SrtLiveTransmit peer = SrtLiveTransmit.record(file, "latency=500");
        LossyRelay relay = LossyRelay.to(peer.port(), 5);
        EngineRun run = EngineRun.start()) {
      sent = pushAndEnd(run, "srt://127.0.0.1:" + relay.port(), 500);
      awaitGone(peer);
    }
    assertThat(file).hasSize(sent);
  }

  @Test
  void ffmpegGivesOutTheLastByteItWasSent(@TempDir Path folder) {
    Path file = folder.resolve("received.ts");
    String url = "srt://127.0.0.1:" + FreePort.udp();
    try (Ffmpeg peer =
            Ffmpeg.start(
                "-f",
                "data",
                "-i",
                url + "?mode=listener&latency=200000",
                "-map",
                "0",
                "-c",
                "copy",
                "-f",
                "data",
                file.toString());
        EngineRun run = EngineRun.start()) {
      long sent = pushAndEnd(run, url, 200);

      peer.awaitExit(LONG);
      assertThat(file).hasSize(sent);
    }
  }

  /** What is sent again comes too late for a receiver that waits for so short a time. */
  @Test
  void framesThatAReceiverGoesOnWithoutAreShownAsDropped(@TempDir Path folder) {
    assumeTrue(SrtLiveTransmit.isInstalled(), "srt-live-transmit (package srt-tools) is not here");
    Path file = folder.resolve("received.ts");
    long sent;
    try (SrtLiveTransmit peer = SrtLiveTransmit.record(file, "latency=20");
        LossyRelay relay = LossyRelay.to(peer.port(), 3);
        EngineRun run = EngineRun.start()) {
      sent = pushAndEnd(run, "srt://127.0.0.1:" + relay.port(), 20);
      awaitGone(peer);
      assertThat(run.status("p").droppedFrames()).isPositive();
    }
    assertThat(file.toFile().length()).isLessThan(sent);
  }

  /** Our good-bye may be lost on the way: then libsrt waits for five seconds. */
  private static void awaitGone(SrtLiveTransmit peer) {
    await().atMost(LONG).until(() -> peer.log().contains("disconnected"));
  }

  /**
   * @return bytes that the receiver has acknowledged
   */
  private static long pushAndEnd(EngineRun run, String url, int latencyMillis) {
    run.apply(
        Specs.spec(
            "p",
            new OpenDestination(Protocol.SRT, Secret.of(url), null, null, null, latencyMillis),
            Specs.MPEGTS));
    run.await("p", PushState.LIVE);
    await().atMost(LONG).until(() -> run.status("p").bytesSent() > 200_000);

    long begun = System.nanoTime();
    run.apply();
    run.await("p", PushState.ENDED);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
    return run.status("p").bytesSent();
  }
}
