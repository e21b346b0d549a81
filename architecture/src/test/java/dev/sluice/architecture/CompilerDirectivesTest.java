package dev.sluice.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Java ignores a pattern that matches nothing: a package that moves would fall back to C1. */
class CompilerDirectivesTest {
  private static final Pattern OWN = Pattern.compile("\"(dev/sluice/[a-z/]+)/\\*\\.\\*\"");

  @Test
  void thePackagesThatAreLeftToC2AreTheCodes() {
    List<String> named =
        OWN.matcher(String.join("\n", SourceTree.lines(Path.of("../push-task/compilers.json"))))
            .results()
            .map((MatchResult match) -> match.group(1).replace('/', '.'))
            .toList();
    List<String> inCode =
        SourceTree.mainFiles().stream()
            .flatMap(file -> SourceTree.lines(file).stream())
            .filter(line -> line.startsWith("package "))
            .map(line -> line.substring("package ".length(), line.length() - 1))
            .toList();

    assertThat(named).isNotEmpty().isSubsetOf(inCode);
  }
}
