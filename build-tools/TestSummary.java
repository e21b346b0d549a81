import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Adds up Surefire's reports below a folder: the reason of every skipped test, then one line {@code
 * N passed, N failed, N skipped}. Exit status 1 if a test failed or none ran, or, with {@code
 * --no-skips}, if one was skipped.
 */
final class TestSummary {
  private final List<String> failures = new ArrayList<>();
  private final List<String> skips = new ArrayList<>();
  private int passed;

  private TestSummary() {}

  public static void main(String[] args) throws Exception {
    boolean skipsAllowed = args.length < 2 || !args[1].equals("--no-skips");
    TestSummary summary = new TestSummary();
    for (Path report : reports(Path.of(args[0]))) {
      summary.add(report);
    }
    boolean good = summary.print(skipsAllowed);
    System.exit(good ? 0 : 1);
  }

  private static List<Path> reports(Path root) throws IOException {
    try (Stream<Path> files = Files.find(root, 6, (file, attributes) -> isReport(file))) {
      return files.sorted().toList();
    }
  }

  private static boolean isReport(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith("TEST-")
        && name.endsWith(".xml")
        && file.getParent().endsWith("target/surefire-reports");
  }

  private void add(Path report) throws Exception {
    Document document =
        DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(report.toFile());
    NodeList tests = document.getElementsByTagName("testcase");
    for (int i = 0; i < tests.getLength(); i++) {
      add((Element) tests.item(i));
    }
  }

  private void add(Element test) {
    String name = test.getAttribute("classname") + " " + test.getAttribute("name");
    Node skip = test.getElementsByTagName("skipped").item(0);
    boolean failed =
        test.getElementsByTagName("failure").getLength() > 0
            || test.getElementsByTagName("error").getLength() > 0;
    if (skip != null) {
      skips.add(name.strip() + ": " + ((Element) skip).getAttribute("message"));
    } else if (failed) {
      failures.add(name.strip());
    } else {
      passed++;
    }
  }

  private boolean print(boolean skipsAllowed) {
    skips.forEach(skip -> System.out.println("Skipped: " + skip));
    failures.forEach(failure -> System.out.println("Failed: " + failure));
    if (!skipsAllowed && !skips.isEmpty()) {
      System.out.println("Here no test may be skipped.");
    }
    System.out.printf("%d passed, %d failed, %d skipped%n", passed, failures.size(), skips.size());
    return passed > 0 && failures.isEmpty() && (skipsAllowed || skips.isEmpty());
  }
}
