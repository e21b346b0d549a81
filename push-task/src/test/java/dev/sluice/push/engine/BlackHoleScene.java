package dev.sluice.push.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.catalog.status.PushState;
import dev.sluice.catalog.status.PushStatus;
import dev.sluice.catalog.status.Reason;
import dev.sluice.push.testing.FourHealthy;
import dev.sluice.push.testing.Namespace;
import dev.sluice.push.testing.RtmpPeer;
import dev.sluice.push.testing.Specs;
import java.time.Duration;

/** What {@link BlackHoleTest} runs in a namespace of its own. */
final class BlackHoleScene {
  private BlackHoleScene() {}

  /** Ends with 0 when all is as it should be. */
  public static void main(String[] arguments) {
    try (RtmpPeer bad = RtmpPeer.start();
        FourHealthy others = new FourHealthy(EngineOptions.defaults())) {
      others.add(Specs.rtmp("bad", bad.url(), "key"));
      others.run().await("bad", PushState.LIVE);
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> others.run().status("bad").bytesSent() > 2_000_000);

      Namespace.blackHole(bad.port());

      PushStatus stalled =
          others.run().await("bad", s -> s.state() != PushState.LIVE, Duration.ofSeconds(10));
      assertThat(stalled.state()).isEqualTo(PushState.STALLED);
      assertThat(stalled.reason()).isEqualTo(Reason.STALLED);
      others.run().await("bad", s -> s.state() == PushState.BACKOFF, Duration.ofSeconds(10));
      others.run().await("bad", s -> s.reason() == Reason.CONNECT_TIMEOUT, Duration.ofSeconds(30));
      others.assertUnharmed();
    }
    System.exit(0);
  }
}
