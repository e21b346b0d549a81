package dev.sluice.push.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.push.testing.Namespace;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** R7: the path to a target swallows every packet, and nobody says so. */
class BlackHoleTest {
  @Test
  void aTargetBehindABlackHoleLeavesLiveWithinTenSecondsAndHarmsNoOther() throws Exception {
    Namespace.Result namespace = Namespace.create();
    assumeTrue(!namespace.made().isEmpty(), "no network namespace here: " + namespace.reason());
    try (Namespace inside = namespace.made().getFirst()) {
      Process scene = inside.java(BlackHoleScene.class).start();
      try {
        assertThat(scene.waitFor(90, TimeUnit.SECONDS)).as("ended in time").isTrue();
        assertThat(scene.exitValue()).isZero();
      } finally {
        scene.destroyForcibly();
        scene.waitFor(10, TimeUnit.SECONDS);
      }
    }
  }
}
