package dev.sluice.functions.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.launch.Launch;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CrashBackoffTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void theFirstCrashIsMendedAtOnce() {
    assertThat(CrashBackoff.crashes(launched(NOW, Map.of()), NOW.plusSeconds(3))).isEqualTo(1);
    assertThat(CrashBackoff.notBefore(1, NOW)).isNull();
  }

  @Test
  void tasksThatKeepDyingYoungWaitTwiceAsLongEachTimeUpToAMinute() {
    assertThat(CrashBackoff.notBefore(2, NOW)).isEqualTo(NOW.plusSeconds(2));
    assertThat(CrashBackoff.notBefore(3, NOW)).isEqualTo(NOW.plusSeconds(4));
    assertThat(CrashBackoff.notBefore(6, NOW)).isEqualTo(NOW.plusSeconds(32));
    assertThat(CrashBackoff.notBefore(9, NOW)).isEqualTo(NOW.plusSeconds(60));
  }

  @Test
  void theCountTravelsWithTheFrozenParameters() {
    Map<String, String> parameters = CrashBackoff.withCrashes(Map.of("cpu", "256"), 4);
    assertThat(parameters).containsEntry("cpu", "256");
    assertThat(CrashBackoff.crashes(launched(NOW, parameters), NOW.plusSeconds(10))).isEqualTo(5);
  }

  @Test
  void aTaskThatLivedWellStartsTheCountAnew() {
    Launch old = launched(NOW, CrashBackoff.withCrashes(Map.of(), 9));
    assertThat(CrashBackoff.crashes(old, NOW.plus(CrashBackoff.HEALTHY))).isEqualTo(1);
  }

  private static Launch launched(Instant at, Map<String, String> parameters) {
    return new Launch("stream", "session", 1, parameters, "task", at, null, at);
  }
}
