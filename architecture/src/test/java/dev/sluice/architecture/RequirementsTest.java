package dev.sluice.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/requirements.md} names tests that are there, and says what each label means. */
class RequirementsTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "requirements.md");
  private static final Pattern NAMED = Pattern.compile("`(\\w+Test#\\w+)`");
  private static final Pattern LABELLED =
      Pattern.compile("^\\| (R\\d+) \\| .*`\\w+Test#\\w+` \\|$");
  private static final Pattern LABEL = Pattern.compile("\\bR\\d+\\b(?=[,.:)])");

  private static final Pattern ANNOTATED = Pattern.compile("^  @(Test|ParameterizedTest)\\b.*");
  private static final Pattern METHOD = Pattern.compile("^  void (\\w+)\\(.*");

  @Test
  void everyTestItNamesIsThere() {
    Set<String> there =
        SourceTree.testFiles().stream()
            .flatMap(RequirementsTest::tests)
            .collect(Collectors.toSet());
    assertThat(named()).isNotEmpty().isSubsetOf(there);
  }

  @Test
  void everyLabelThatATestBearsIsExplained() {
    List<String> labels =
        SourceTree.lines(DOCUMENT).stream()
            .flatMap(line -> LABELLED.matcher(line).results().map(found -> found.group(1)))
            .toList();
    assertThat(labels).doesNotHaveDuplicates();
    assertThat(
            SourceTree.testFiles().stream()
                .flatMap(file -> SourceTree.lines(file).stream())
                .filter(line -> line.strip().startsWith("/**"))
                .flatMap(line -> LABEL.matcher(line).results().map(MatchResult::group)))
        .isNotEmpty()
        .isSubsetOf(labels);
  }

  private static List<String> named() {
    return SourceTree.lines(DOCUMENT).stream()
        .flatMap(line -> NAMED.matcher(line).results().map(found -> found.group(1)))
        .toList();
  }

  private static Stream<String> tests(Path file) {
    String type = file.getFileName().toString().replace(".java", "");
    List<String> found = new ArrayList<>();
    boolean annotated = false;
    for (String line : SourceTree.lines(file)) {
      annotated |= ANNOTATED.matcher(line).matches();
      Matcher method = METHOD.matcher(line);
      if (annotated && method.matches()) {
        found.add(type + "#" + method.group(1));
        annotated = false;
      }
    }
    return found.stream();
  }
}
