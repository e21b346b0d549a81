package dev.sluice.push.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.status.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R15: retries are spread, grow, and are capped. */
class BackoffTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final int DRAWS = 2_000;

  private final Backoff backoff = new Backoff(new Random(7));

  @ParameterizedTest
  @CsvSource({"1,1", "2,2", "3,4", "4,8", "5,16", "6,30", "7,30", "1000,30"})
  void waitsAnythingUpToACeilingThatDoublesToThirtySeconds(int failures, long ceilingSeconds) {
    long[] waits =
        IntStream.range(0, DRAWS)
            .mapToLong(i -> wait(backoff, failures, Reason.REMOTE_CLOSED).toMillis())
            .sorted()
            .toArray();
    long ceiling = ceilingSeconds * 1000;
    assertThat(waits[0]).isBetween(200L, 200 + ceiling / 20);
    assertThat(waits[DRAWS - 1]).isBetween(ceiling - ceiling / 20, ceiling);
    assertThat(waits[DRAWS / 2]).isBetween(ceiling * 2 / 5, ceiling * 7 / 10);
  }

  @Test
  void aBusyTargetIsLeftAloneForFifteenSeconds() {
    for (int i = 0; i < DRAWS; i++) {
      assertThat(wait(backoff, 1, Reason.TARGET_BUSY)).isGreaterThanOrEqualTo(Backoff.BUSY);
    }
  }

  @Test
  void noMinuteSeesMoreThanTenAttemptsHoweverQuicklyTheyFail() {
    Instant now = NOW;
    Instant[] attempts = new Instant[40];
    for (int i = 0; i < attempts.length; i++) {
      attempts[i] = now;
      backoff.attempted(now);
      now = backoff.next(now, 1, Reason.REMOTE_CLOSED);
    }
    for (int i = 10; i < attempts.length; i++) {
      assertThat(Duration.between(attempts[i - 10], attempts[i]))
          .isGreaterThanOrEqualTo(Duration.ofMinutes(1));
    }
  }

  @Test
  void whatIsForgottenHoldsNothingBack() {
    for (int i = 0; i < 10; i++) {
      backoff.attempted(NOW);
    }
    assertThat(backoff.freeAt(NOW)).isEqualTo(NOW.plusSeconds(60));
    backoff.forget();
    assertThat(backoff.freeAt(NOW)).isEqualTo(NOW);
  }

  private static Duration wait(Backoff backoff, int failures, Reason reason) {
    return Duration.between(NOW, backoff.next(NOW, failures, reason));
  }
}
