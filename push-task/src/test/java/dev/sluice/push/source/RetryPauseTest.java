package dev.sluice.push.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryPauseTest {
  private final RetryPause pause = new RetryPause(Duration.ofMillis(250), Duration.ofSeconds(1));

  @Test
  void doublesUpToTheLongest() {
    assertThat(pause.next()).isEqualTo(Duration.ofMillis(250));
    assertThat(pause.next()).isEqualTo(Duration.ofMillis(500));
    assertThat(pause.next()).isEqualTo(Duration.ofSeconds(1));
    assertThat(pause.next()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void isShortAgainOnceTheSourceWasThere() {
    pause.next();
    pause.next();
    pause.reset();
    assertThat(pause.next()).isEqualTo(Duration.ofMillis(250));
  }
}
