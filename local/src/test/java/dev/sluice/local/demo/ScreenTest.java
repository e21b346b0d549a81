package dev.sluice.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private static final String ERASE = "\u001b[";
  private static final DemoTarget TARGET =
      new DemoTarget("rtmp-1", "RTMP", "LIVE", null, "connection", 1_000_000, List.of());

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Screen screen =
      new Screen(new PrintStream(out, true, StandardCharsets.UTF_8), true);

  @Test
  void aTableIsPaintedOverByWhatIsSaidAndByTheNextOne() {
    screen.show(1, 25, List.of(TARGET));
    screen.say("Switching.");
    screen.show(2, 50, List.of(TARGET));
    screen.show(3, 75, List.of(TARGET));
    assertThat(out.toString(StandardCharsets.UTF_8).split(Pattern.quote(ERASE), -1))
        .hasSize(1 + 2 * 2);
  }

  @Test
  void theLastLineIsWrittenHoweverShortlyAfterAnother() {
    Screen lines = new Screen(new PrintStream(out, true, StandardCharsets.UTF_8), false);
    lines.show(10, 250, List.of(TARGET));
    lines.show(11, 275, List.of(TARGET));
    lines.showLast(12, 300, List.of(TARGET));
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("10 s", "12 s")
        .doesNotContain("11 s");
  }

  @Test
  void aBitrateThatIsNotMeasuredYetIsNotShownAsZero() {
    screen.show(
        1, 25, List.of(new DemoTarget("rtmp-2", "RTMP", "LIVE", null, "other", 0, List.of())));
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("LIVE").doesNotContain("Mbps");
  }

  @Test
  void theLastTableStaysAboveTheVerdict() {
    screen.show(1, 25, List.of(TARGET));
    screen.leave();
    screen.say("All receivers decoded what was sent.");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .doesNotContain(ERASE)
        .containsSubsequence("rtmp-1", "All receivers decoded what was sent.");
  }
}
