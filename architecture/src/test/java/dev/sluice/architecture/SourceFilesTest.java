package dev.sluice.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Files are small, hold one type each, and tests never sleep. */
class SourceFilesTest {
  private static final int MOST_LINES = 400;
  private static final int MEDIAN_LINES = 120;
  private static final Pattern TOP_LEVEL_TYPE =
      Pattern.compile("^(?:[a-z-]+ )*(?:class|interface|enum|record|@interface) \\w+.*");
  private static final Pattern SLEEP =
      Pattern.compile("Thread\\s*\\.\\s*sleep|TimeUnit\\.\\w+\\.sleep");

  @Test
  void noFileIsLong() {
    assertThat(SourceTree.allFiles().stream().filter(SourceFilesTest::isLong))
        .map(SourceTree::name)
        .as("files over %d lines", MOST_LINES)
        .isEmpty();
  }

  @Test
  void theMedianFileIsSmall() {
    List<Integer> sizes =
        SourceTree.allFiles().stream().map(file -> SourceTree.lines(file).size()).sorted().toList();
    assertThat(sizes.get(sizes.size() / 2)).as("median lines of a file").isLessThan(MEDIAN_LINES);
  }

  @Test
  void everyFileHoldsOneTopLevelType() {
    assertThat(SourceTree.allFiles().stream().filter(file -> topLevelTypes(file) > 1))
        .map(SourceTree::name)
        .isEmpty();
  }

  @Test
  void noTestSleeps() {
    assertThat(SourceTree.testFiles().stream().filter(SourceFilesTest::sleeps))
        .map(SourceTree::name)
        .as("tests that sleep instead of awaiting a condition with a deadline")
        .isEmpty();
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(
            SourceTree.mainFiles().stream()
                .map(Path::getParent)
                .distinct()
                .filter(folder -> !isNullMarked(folder)))
        .map(SourceTree::name)
        .as("packages without a @NullMarked package-info.java")
        .isEmpty();
  }

  private static boolean isLong(Path file) {
    return SourceTree.lines(file).size() > MOST_LINES;
  }

  private static long topLevelTypes(Path file) {
    return SourceTree.lines(file).stream()
        .filter(line -> TOP_LEVEL_TYPE.matcher(line).matches())
        .count();
  }

  private static boolean sleeps(Path file) {
    // This very file names what it looks for.
    return !file.endsWith("SourceFilesTest.java")
        && SourceTree.lines(file).stream().anyMatch(line -> SLEEP.matcher(line).find());
  }

  private static boolean isNullMarked(Path folder) {
    Path packageInfo = folder.resolve("package-info.java");
    return Files.exists(packageInfo) && SourceTree.lines(packageInfo).contains("@NullMarked");
  }
}
