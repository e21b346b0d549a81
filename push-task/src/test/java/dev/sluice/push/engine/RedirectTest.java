package dev.sluice.push.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.status.PushState;
import dev.sluice.catalog.status.PushStatus;
import dev.sluice.catalog.status.Reason;
import dev.sluice.push.testing.Clip;
import dev.sluice.push.testing.EngineRun;
import dev.sluice.push.testing.Manners;
import dev.sluice.push.testing.PeerConnection;
import dev.sluice.push.testing.RtmpPeer;
import dev.sluice.push.testing.Specs;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A load balancer that sends publishers on. */
class RedirectTest {
  private static final String KEY = "s3cr3t-key?sig=1";

  @Test
  void aTargetThatSendsUsOnIsLiveWhereItSaysAndHasNotHeardTheKey() {
    try (RtmpPeer edge = RtmpPeer.start();
        RtmpPeer balancer = RtmpPeer.start(Manners.sendingOnTo(edge.url() + "/edge-1"));
        EngineRun run = EngineRun.start(EngineOptions.defaults(), Clip.stamped(2_000))) {
      run.apply(Specs.rtmp("p", balancer.url(), KEY));

      run.await("p", PushState.LIVE);
      assertThat(edge.connection().name()).isEqualTo(KEY);
      assertThat(Objects.requireNonNull(edge.connection().request()).tcUrl())
          .isEqualTo(edge.url() + "/edge-1");
      PeerConnection asked = balancer.connection();
      assertThat(asked.hasHeard("tcUrl")).isTrue();
      assertThat(asked.hasHeard("s3cr3t")).isFalse();
      assertThat(balancer.connections()).hasSize(1);
    }
  }

  /** R34, for the address that is named last as for the first. */
  @Test
  void anAddressThatTargetsMayNotHaveIsNotReachedByWayOfAnother() throws UnknownHostException {
    InetAddress forbidden = InetAddress.getByAddress("inside", new byte[] {127, 0, 0, 1});
    EngineOptions guarded =
        EngineOptions.defaults()
            .withResolver(
                host -> List.of(host.equals("inside") ? forbidden : InetAddress.getByName(host)))
            .withAddressAllowed(address -> !address.toString().startsWith("inside/"));
    try (RtmpPeer inside = RtmpPeer.start();
        RtmpPeer balancer =
            RtmpPeer.start(Manners.sendingOnTo("rtmp://inside:" + inside.port() + "/app"));
        EngineRun run = EngineRun.start(guarded, Clip.stamped(2_000))) {
      run.apply(Specs.rtmp("p", balancer.url(), KEY));

      PushStatus status = run.await("p", PushState.FAILED);
      assertThat(status.reason()).isEqualTo(Reason.ADDRESS_FORBIDDEN);
      assertThat(status.message()).contains("inside").doesNotContain("s3cr3t");
      assertThat(balancer.connections()).hasSize(1);
      assertThat(inside.connections()).isEmpty();
    }
  }

  @Test
  void aTargetThatSendsUsToItselfIsTriedAgainLaterAndSaysWhy() {
    try (RtmpPeer balancer = RtmpPeer.start();
        EngineRun run = EngineRun.start(EngineOptions.defaults(), Clip.stamped(2_000))) {
      balancer.behave(Manners.sendingOnTo(balancer.url()));
      run.apply(Specs.rtmp("p", balancer.url(), KEY));

      PushStatus status = run.await("p", PushState.BACKOFF);
      assertThat(status.reason()).isEqualTo(Reason.REMOTE_CLOSED);
      assertThat(balancer.connections()).hasSizeGreaterThanOrEqualTo(1 + 3);
      assertThat(status.message())
          .contains("Sent on to another server again")
          .doesNotContain("s3cr3t");
    }
  }
}
