package dev.sluice.push.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.catalog.push.Profile;
import dev.sluice.catalog.push.SilentAudio;
import dev.sluice.catalog.status.PushState;
import dev.sluice.catalog.status.PushStatus;
import dev.sluice.catalog.status.Reason;
import dev.sluice.push.testing.Clip;
import dev.sluice.push.testing.EngineRun;
import dev.sluice.push.testing.FreePort;
import dev.sluice.push.testing.Manners;
import dev.sluice.push.testing.RtmpPeer;
import dev.sluice.push.testing.Specs;
import dev.sluice.push.variant.Container;
import dev.sluice.push.variant.VariantHeaders;
import dev.sluice.push.variant.VariantKey;
import dev.sluice.wire.rtmp.ServerOptions;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a target says, and what is made of it: state, reason, and whether it is tried again. */
class RefusalTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @Test
  void aKeyRefusedTwiceInARowIsNotTriedAgain() {
    try (RtmpPeer peer = RtmpPeer.start(unauthorized());
        EngineRun run = start()) {
      run.apply(Specs.rtmp("p", peer.url(), "wrong"));

      PushStatus status = run.await("p", PushState.FAILED);
      assertThat(status.reason()).isEqualTo(Reason.AUTH);
      assertThat(status.message()).startsWith(Reason.AUTH.advice());
      assertThat(status.nextAttemptAt()).isNull();
      assertThat(peer.connections()).hasSize(2);
    }
  }

  /** R12. */
  @Test
  void aBusyTargetIsTriedAgainAfterFifteenSecondsAtTheEarliest() {
    try (RtmpPeer peer =
            RtmpPeer.start(Manners.refusing("NetStream.Publish.BadName", "Already publishing"));
        EngineRun run = start()) {
      run.apply(Specs.rtmp("p", peer.url(), "key"));

      PushStatus status = run.await("p", PushState.BACKOFF);
      assertThat(status.reason()).isEqualTo(Reason.TARGET_BUSY);
      Instant next = Objects.requireNonNull(status.nextAttemptAt());
      assertThat(Duration.between(status.since(), next)).isGreaterThanOrEqualTo(Backoff.BUSY);
    }
  }

  @Test
  void aBroadcastThatThePlatformEndedIsNotBegunAgain() {
    try (RtmpPeer peer = RtmpPeer.start();
        EngineRun run = start()) {
      run.apply(Specs.rtmp("p", peer.url(), "key"));
      run.await("p", PushState.LIVE);

      peer.connection().status("NetStream.Unpublish.Success", "Broadcast ended");

      PushStatus status = run.await("p", s -> s.state() != PushState.LIVE, LONG);
      assertThat(status.state()).isEqualTo(PushState.FAILED);
      assertThat(status.reason()).isEqualTo(Reason.ENDED_BY_PLATFORM);
      assertThat(peer.connections()).hasSize(1);
    }
  }

  @Test
  void aServerThatHangsUpIsTriedAgain() {
    try (RtmpPeer peer = RtmpPeer.start();
        EngineRun run = start()) {
      run.apply(Specs.rtmp("p", peer.url(), "key"));
      String first = run.await("p", PushState.LIVE).connectionId();

      peer.connection().hangUp();

      PushStatus again =
          run.await("p", s -> s.state() == PushState.LIVE && s.reconnects() == 1, LONG);
      assertThat(again.connectionId()).isNotEqualTo(first);
      assertThat(again.reason()).isNull();
    }
  }

  @Test
  void aHostThatIsNotThereIsAQuestionOfDns() {
    EngineOptions nowhere =
        EngineOptions.defaults()
            .withResolver(
                host -> {
                  throw new UnknownHostException(host);
                });
    try (EngineRun run = EngineRun.start(nowhere, Clip.stamped(2_000))) {
      run.apply(Specs.rtmp("p", "rtmp://no.such.host/app", "key"));
      assertThat(run.await("p", PushState.BACKOFF).reason()).isEqualTo(Reason.DNS);
    }
  }

  /** R34. */
  @ParameterizedTest
  @CsvSource({"rtmp", "srt"})
  void anAddressThatTargetsMayNotHaveIsNotConnectedTo(String scheme) {
    EngineOptions guarded =
        EngineOptions.defaults().withAddressAllowed(a -> !a.isLoopbackAddress());
    try (EngineRun run = EngineRun.start(guarded, Clip.stamped(2_000))) {
      String url = scheme + "://127.0.0.1:" + FreePort.tcp();
      run.apply(scheme.equals("srt") ? Specs.srt("p", url) : Specs.rtmp("p", url + "/app", "key"));
      assertThat(run.await("p", PushState.FAILED).reason()).isEqualTo(Reason.ADDRESS_FORBIDDEN);
    }
  }

  /** R33. */
  @Test
  void hevcIsNotSentToAServerThatDidNotAskForItAndIsNotTriedAgain() {
    try (RtmpPeer peer = RtmpPeer.start();
        EngineRun run = start()) {
      peer.options(new ServerOptions(4096, 2_500_000, List.of()));
      run.source().change(RefusalTest::hevc);
      run.apply(Specs.rtmp("p", peer.url(), "key"));

      PushStatus status = run.await("p", PushState.FAILED);
      assertThat(status.reason()).isEqualTo(Reason.CODEC_UNSUPPORTED);
      assertThat(status.message()).contains("hevc", "allowEnhanced");
      assertThat(peer.connections()).hasSize(1);
      assertThat(peer.connection().videoFrames()).isEmpty();
    }
  }

  @Test
  void hevcIsSentToAServerThatSaysItTakesIt() {
    try (RtmpPeer peer = RtmpPeer.start();
        EngineRun run = start()) {
      run.source().change(RefusalTest::hevc);
      run.apply(Specs.rtmp("p", peer.url(), "key"));
      run.await("p", PushState.LIVE);
    }
  }

  /** A server is asked for the source's codecs in the connect; before the source there are none. */
  @Test
  void aTargetConnectedBeforeTheSourceCameIsAskedAnewWhenTheSourceTurnsOutHevc() {
    try (RtmpPeer peer = RtmpPeer.start();
        EngineRun run = EngineRun.startWithoutSource(Clip.stamped(2_000))) {
      PushSpec wanted = Specs.rtmp("p", peer.url(), "key");
      run.apply(wanted);
      run.apply(Specs.asked(wanted, 1, 0));
      String early = run.await("p", PushState.HOLDING).connectionId();

      run.source().change(RefusalTest::hevc);
      run.source().comeBack();

      PushStatus live = run.await("p", PushState.LIVE);
      assertThat(live.connectionId()).isNotEqualTo(early);
      assertThat(peer.connections()).hasSize(2);
      assertThat(peer.connections().getFirst().isEndedByPublisher()).isTrue();
      assertThat(peer.connections().getFirst().videoFrames()).isEmpty();
    }
  }

  @Test
  void aRenditionThatIsNotThereIsNeverReplacedByTheSource() {
    try (RtmpPeer peer = RtmpPeer.start();
        EngineRun run = start()) {
      PushSpec source = Specs.rtmp("p", peer.url(), "key");
      VariantKey small = new VariantKey(Container.FLV, Profile.P360, false, SilentAudio.OFF);
      PushSpec wanted = Specs.spec("p", source.destination(), small);
      run.apply(wanted);
      assertThat(run.await("p", PushState.FAILED).reason()).isEqualTo(Reason.PROFILE_UNAVAILABLE);

      run.apply(Specs.asked(wanted, 1, 1));
      assertThat(run.await("p", PushState.FAILED).reason()).isEqualTo(Reason.PROFILE_UNAVAILABLE);
      assertThat(peer.connections()).isEmpty();
    }
  }

  @Test
  void aServerThatIsSlowToShakeHandsIsWaitedFor() {
    try (RtmpPeer peer = RtmpPeer.start(Manners.slowToShakeHands(Duration.ofSeconds(2)));
        EngineRun run = start()) {
      run.apply(Specs.rtmp("p", peer.url(), "key"));
      run.await("p", PushState.LIVE);
    }
  }

  /** A peer without acknowledgements and pongs takes bytes in all the same. */
  @Test
  void aServerThatNeverSaysAWordStaysLive() {
    try (RtmpPeer peer = RtmpPeer.start(Manners.SILENT);
        EngineRun run = start()) {
      run.apply(Specs.rtmp("p", peer.url(), "key"));
      run.await("p", PushState.LIVE);

      await().atMost(LONG).until(() -> peer.connection().videoFrames().size() > 12 * 30);
      assertThat(run.status("p").state()).isEqualTo(PushState.LIVE);
      assertThat(run.status("p").reconnects()).isZero();
    }
  }

  private static VariantHeaders hevc(VariantHeaders h) {
    return new VariantHeaders(
        "hevc", h.audioCodec(), h.videoHeader(), h.audioHeader(), h.metadata());
  }

  private static Manners unauthorized() {
    return Manners.refusing("NetStream.Publish.Unauthorized", "Invalid stream key");
  }

  private static EngineRun start() {
    return EngineRun.start(EngineOptions.defaults(), Clip.stamped(2_000));
  }
}
