package dev.sluice.push.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.catalog.status.PushState;
import dev.sluice.catalog.status.Reason;
import dev.sluice.push.testing.Certificates;
import dev.sluice.push.testing.Clip;
import dev.sluice.push.testing.EngineRun;
import dev.sluice.push.testing.PeerConnection;
import dev.sluice.push.testing.RtmpPeer;
import dev.sluice.push.testing.Specs;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R17, R18: targets over TLS, and hosts with several addresses. */
class RtmpsTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir private Path folder;

  @Test
  void aServerThatIsChosenByNameGetsTheWholeStream() {
    Certificates certificates = new Certificates(folder, "other.test", "live.test");
    EngineOptions options = options().withTrust(certificates.trust("live.test"));
    try (RtmpPeer peer = RtmpPeer.overTls(certificates.identity());
        EngineRun run = EngineRun.start(options, Clip.stamped(25_000))) {
      run.apply(Specs.rtmp("p", url(peer, "live.test"), "key"));

      run.await("p", PushState.LIVE);
      await().atMost(LONG).until(() -> peer.connection().videoFrames().size() > 60);
      List<PeerConnection.Media> frames = peer.connection().videoFrames();
      for (int i = 1; i < frames.size(); i++) {
        assertThat(frames.get(i).stamp() - frames.get(i - 1).stamp()).isBetween(1L, 34L);
      }
      run.apply();
      run.await("p", PushState.ENDED);
      assertThat(peer.connection().isEndedByPublisher()).isTrue();
    }
  }

  @Test
  void aCertificateForAnotherNameIsRefusedAndNotTriedAgain() {
    Certificates certificates = new Certificates(folder, "other.test");
    EngineOptions options = options().withTrust(certificates.trust("other.test"));
    try (RtmpPeer peer = RtmpPeer.overTls(certificates.identity());
        EngineRun run = EngineRun.start(options, Clip.stamped(2_000))) {
      run.apply(Specs.rtmp("p", url(peer, "live.test"), "key"));

      assertThat(run.await("p", PushState.FAILED).reason()).isEqualTo(Reason.TLS_CERTIFICATE);
      assertThat(peer.connections()).hasSize(1);
    }
  }

  @Test
  void aPortThatSpeaksNoTlsIsSaidNotTo() {
    try (RtmpPeer peer = RtmpPeer.start();
        EngineRun run = EngineRun.start(options(), Clip.stamped(2_000))) {
      run.apply(Specs.rtmp("p", url(peer, "live.test"), "key"));
      assertThat(run.await("p", s -> s.reason() != null, LONG).reason())
          .isIn(Reason.TLS_HANDSHAKE, Reason.CONNECT_TIMEOUT);
    }
  }

  /** R17. */
  @Test
  void aHostWithAnAddressThatIsNotReachedConnectsByTheOtherOneAtTheFirstAttempt() {
    EngineOptions options =
        EngineOptions.defaults()
            .withResolver(
                host ->
                    List.of(
                        InetAddress.ofLiteral("::ffff:0:1"), InetAddress.ofLiteral("127.0.0.1")));
    try (RtmpPeer peer = RtmpPeer.start();
        EngineRun run = EngineRun.start(options, Clip.stamped(2_000))) {
      run.apply(Specs.rtmp("p", "rtmp://live.test:" + peer.port() + "/app", "key"));
      assertThat(run.await("p", PushState.LIVE).attempt()).isEqualTo(1);
    }
  }

  private static String url(RtmpPeer peer, String name) {
    return "rtmps://" + name + ":" + peer.port() + "/app";
  }

  private static EngineOptions options() {
    return EngineOptions.defaults().withResolver(host -> List.of(InetAddress.getLoopbackAddress()));
  }
}
