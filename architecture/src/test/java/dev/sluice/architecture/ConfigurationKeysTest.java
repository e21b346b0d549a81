package dev.sluice.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} names every variable that the code reads, and no other. */
class ConfigurationKeysTest {
  private static final Pattern KEY = Pattern.compile("\\bSLUICE_[A-Z][A-Z_]*[A-Z]\\b");

  @Test
  void theDocumentNamesTheKeysOfTheCode() {
    Set<String> inCode =
        SourceTree.mainFiles().stream()
            .flatMap(file -> keys(SourceTree.lines(file)))
            .collect(Collectors.toSet());
    Set<String> inDocument =
        keys(SourceTree.lines(Path.of("..", "docs", "configuration.md")))
            .collect(Collectors.toSet());

    assertThat(inDocument).containsExactlyInAnyOrderElementsOf(inCode);
  }

  private static Stream<String> keys(List<String> lines) {
    return lines.stream().flatMap(line -> KEY.matcher(line).results().map(MatchResult::group));
  }
}
