package dev.sluice.push.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.status.PushState;
import dev.sluice.catalog.status.PushStatus;
import dev.sluice.catalog.status.Reason;
import dev.sluice.catalog.target.OpenDestination;
import dev.sluice.catalog.target.Protocol;
import dev.sluice.push.testing.Clip;
import dev.sluice.push.testing.EngineRun;
import dev.sluice.push.testing.FourHealthy;
import dev.sluice.push.testing.Specs;
import dev.sluice.push.testing.SrtPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * R2, R3, R17, R32: SRT peers that misbehave: what is made of it, and that no other target notices.
 */
class SrtMannersTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  /** Types of handshake as they stand in the packet; all codes are held by the probe's own test. */
  @ParameterizedTest
  @CsvSource({
    "1010, SRT_PASSPHRASE",
    "1011, SRT_PASSPHRASE",
    "2403, SRT_STREAMID",
    "2404, SRT_STREAMID",
    "2409, TARGET_BUSY",
    "1002, SRT_REJECTED",
    "2503, SRT_REJECTED"
  })
  void aRefusalIsToldWithItsReasonAndTriedAgain(int handshakeType, Reason reason) {
    try (SrtPeer peer = SrtPeer.refusing(handshakeType);
        EngineRun run = pushing(Specs.srt("p", peer.url()))) {
      PushStatus status = run.await("p", PushState.BACKOFF);
      assertThat(status.reason()).isEqualTo(reason);
      assertThat(status.message()).startsWith(reason.advice());
      assertThat(status.nextAttemptAt()).isAfter(status.since());
    }
  }

  /** R21, for SRT. */
  @ParameterizedTest
  @CsvSource({"'#!::r=live/x,m=publish'", "'a key?with=%41&b=!/ü'", "'exactly4'", "'x'"})
  void aStreamIdArrivesByteForByte(String streamId) {
    try (SrtPeer peer = SrtPeer.start(SrtPeer.Manner.GOOD);
        EngineRun run =
            pushing(
                Specs.spec(
                    "p",
                    new OpenDestination(
                        Protocol.SRT, Secret.of(peer.url()), null, streamId, null, null),
                    Specs.MPEGTS))) {
      run.await("p", PushState.LIVE);
      assertThat(peer.streamIds()).containsExactly(streamId);
    }
  }

  /** R32: both directions, in milliseconds, as the user gave it. */
  @ParameterizedTest
  @ValueSource(ints = {40, 200, 2_500})
  void theLatencyOfAPushIsWhatItsPeerIsAskedFor(int millis) {
    try (SrtPeer peer = SrtPeer.start(SrtPeer.Manner.GOOD);
        EngineRun run =
            pushing(
                Specs.spec(
                    "p",
                    new OpenDestination(
                        Protocol.SRT, Secret.of(peer.url()), null, null, null, millis),
                    Specs.MPEGTS))) {
      run.await("p", PushState.LIVE);
      assertThat(peer.latencies()).containsExactly(millis << 16 | millis);
    }
  }

  /** R17, for SRT. A handshake is given up after 5 s: that long it took, once for each address. */
  @Test
  void aHostWithAnAddressThatNeverAnswersConnectsByTheNextAtTheFirstAttempt() throws IOException {
    EngineOptions options =
        EngineOptions.defaults()
            .withResolver(
                host ->
                    List.of(
                        InetAddress.ofLiteral("127.0.0.2"), InetAddress.ofLiteral("127.0.0.1")));
    try (SrtPeer peer = SrtPeer.start(SrtPeer.Manner.GOOD);
        DatagramChannel blackHole = DatagramChannel.open();
        EngineRun run = EngineRun.start(options, Clip.stamped(2_000))) {
      blackHole.bind(new InetSocketAddress("127.0.0.2", peer.port()));
      long begun = System.nanoTime();
      run.apply(Specs.srt("p", "srt://live.test:" + peer.port()));

      assertThat(run.await("p", PushState.LIVE).attempt()).isEqualTo(1);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
      assertThat(peer.streamIds()).hasSize(1);
    }
  }

  @Test
  void aPeerThatNeverAnswersIsATimeOutAndHarmsNoOther() {
    try (SrtPeer bad = SrtPeer.start(SrtPeer.Manner.SILENT);
        FourHealthy others = new FourHealthy(EngineOptions.defaults())) {
      others.add(Specs.srt("bad", bad.url()));

      PushStatus status = others.run().await("bad", s -> s.reason() != null, LONG);
      assertThat(status.reason()).isEqualTo(Reason.CONNECT_TIMEOUT);
      assertThat(status.state()).isEqualTo(PushState.BACKOFF);
      others.assertUnharmed();
    }
  }

  @Test
  void aPeerThatFallsSilentLeavesLiveWithinTenSecondsIsTriedAgainAndHarmsNoOther() {
    try (SrtPeer bad = SrtPeer.start(SrtPeer.Manner.GOOD);
        FourHealthy others = live(bad)) {
      bad.behave(SrtPeer.Manner.SILENT);

      PushStatus status = awaitTrouble(others);
      assertThat(status.reason()).isEqualTo(Reason.STALLED);
      bad.behave(SrtPeer.Manner.GOOD);
      awaitReconnected(others);
      others.assertUnharmed();
    }
  }

  /** It answers, so it lives; but nothing it is sent arrives. */
  @Test
  void aPeerThatAcknowledgesNothingIsStalledWithinTenSecondsAndHarmsNoOther() {
    try (SrtPeer bad = SrtPeer.start(SrtPeer.Manner.GOOD);
        FourHealthy others = live(bad)) {
      bad.behave(SrtPeer.Manner.ACKNOWLEDGING_NOTHING);

      PushStatus status = awaitTrouble(others);
      assertThat(status.state()).isEqualTo(PushState.STALLED);
      assertThat(status.reason()).isEqualTo(Reason.STALLED);
      PushStatus given = others.run().await("bad", s -> s.state() == PushState.BACKOFF, LONG);
      assertThat(given.reason()).isEqualTo(Reason.STALLED);
      others.assertUnharmed();
    }
  }

  @Test
  void aPeerThatSaysGoodByeInTheMiddleIsTriedAgainAndHarmsNoOther() {
    try (SrtPeer bad = SrtPeer.start(SrtPeer.Manner.GOOD);
        FourHealthy others = live(bad)) {
      bad.shutDown();

      assertThat(awaitTrouble(others).reason()).isEqualTo(Reason.REMOTE_CLOSED);
      awaitReconnected(others);
      others.assertUnharmed();
    }
  }

  @Test
  void aPeerThatTalksNonsenseIsBorneAndHarmsNoOther() {
    try (SrtPeer bad = SrtPeer.start(SrtPeer.Manner.GARBAGE);
        FourHealthy others = live(bad)) {
      String connection = others.run().status("bad").connectionId();
      long before = bad.payloadBytes();
      await().atMost(LONG).until(() -> bad.payloadBytes() > before + 3_000_000);

      assertThat(others.run().status("bad").state()).isEqualTo(PushState.LIVE);
      assertThat(others.run().status("bad").connectionId()).isEqualTo(connection);
      others.assertUnharmed();
    }
  }

  private static EngineRun pushing(PushSpec one) {
    EngineRun run = EngineRun.start(EngineOptions.defaults(), Clip.stamped(2_000));
    run.apply(one);
    return run;
  }

  private static FourHealthy live(SrtPeer fifth) {
    FourHealthy others = new FourHealthy(EngineOptions.defaults());
    others.add(Specs.srt("bad", fifth.url()));
    others.run().await("bad", PushState.LIVE);
    return others;
  }

  private static PushStatus awaitTrouble(FourHealthy others) {
    return others.run().await("bad", s -> s.state() != PushState.LIVE, Duration.ofSeconds(10));
  }

  private static void awaitReconnected(FourHealthy others) {
    others.run().await("bad", s -> s.state() == PushState.LIVE && s.reconnects() == 1, LONG);
  }
}
