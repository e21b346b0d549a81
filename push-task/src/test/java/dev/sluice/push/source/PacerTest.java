package dev.sluice.push.source;

import static dev.sluice.push.variant.MediaPacket.TICKS_PER_SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PacerTest {
  private long nanos = 42;
  private final Pacer pacer = new Pacer(() -> nanos);

  @Test
  void aBurstIsSpreadOverTheTimeItLasts() {
    assertThat(pacer.delay(500)).isZero();
    assertThat(pacer.delay(500 + 6L * TICKS_PER_SECOND))
        .isBetween(Duration.ofMillis(5_980), Duration.ofSeconds(6));
  }

  @Test
  void whoIsLateIsNotHurriedAfter() {
    pacer.delay(0);
    nanos += Duration.ofSeconds(10).toNanos();
    assertThat(pacer.delay(TICKS_PER_SECOND)).isZero();
    assertThat(pacer.delay(2L * TICKS_PER_SECOND))
        .isBetween(Duration.ofMillis(990), Duration.ofSeconds(1));
  }
}
