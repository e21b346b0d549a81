package dev.sluice.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the soak takes for a leak. */
class TrendTest {
  @Test
  void aFigureThatGrowsAllTheTimeIsNotFlat() {
    assertThat(trend(i -> 100 + 0.2 * i).isFlat()).isFalse();
  }

  @Test
  void aFigureThatRisesAndFallsBackIsFlat() {
    assertThat(trend(i -> 100 + 30 * (i % 10)).isFlat()).isTrue();
  }

  @Test
  void whatIsLeakedIsSeenBehindWhatComesAndGoes() {
    assertThat(trend(i -> 100 + 30 * (i % 10) + 0.2 * i).isFlat()).isFalse();
  }

  @Test
  void aGrowthThatIsToldOfNamesTheFigure() {
    Report report = new Report("", List.of(trend(i -> 100 + i)), List.of());
    assertThat(report.passed()).isFalse();
    assertThat(report.markdown()).contains("FAILED: resident memory grew by");
  }

  private static Trend trend(IntToDoubleFunction megabytes) {
    List<Sample> samples =
        IntStream.range(0, 100)
            .mapToObj(i -> new Sample(i, megabytes.applyAsDouble(i), 0, 0, 0, 0))
            .toList();
    return Trend.of("resident memory", samples, Sample::residentMegabytes, 8, 0.05);
  }
}
