package dev.sluice.catalog.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.testing.MutableClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class IdsTest {
  private final MutableClock clock = new MutableClock(Instant.parse("2026-01-02T03:04:05Z"));

  @Test
  void anIdIsTwentySixLowerCaseDigitsOfCrockfordsAlphabet() {
    assertThat(new Ids(clock, new SecureRandom()).next()).matches("[0-9a-hjkmnp-tv-z]{26}");
  }

  @Test
  void idsRiseWithinAMillisecondAndWhenTheClockStepsBack() {
    Ids ids = new Ids(clock, new SecureRandom());
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      made.add(ids.next());
    }
    clock.advance(Duration.ofSeconds(-5));
    made.add(ids.next());
    clock.advance(Duration.ofSeconds(60));
    made.add(ids.next());

    assertThat(made).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void laterIdsOfAnotherProcessSortBehind() {
    String earlier = new Ids(clock, new SecureRandom()).next();
    clock.advance(Duration.ofMillis(1));

    assertThat(new Ids(clock, new SecureRandom()).next()).isGreaterThan(earlier);
  }

  @Test
  void idsOfTwoProcessesInOneMillisecondDiffer() {
    assertThat(new Ids(clock, new SecureRandom()).next())
        .isNotEqualTo(new Ids(clock, new SecureRandom()).next());
  }

  @Test
  void countingCarriesOverTheHalves() {
    RandomGenerator most = () -> -1L;
    Ids ids = new Ids(clock, most);

    assertThat(List.of(ids.next(), ids.next(), ids.next())).isSorted().doesNotHaveDuplicates();
  }
}
