package dev.sluice.push.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A network namespace of the test's own with nothing but loopback, for programs to run in. */
public final class Namespace implements AutoCloseable {
  private static final String NAME = "sluice-test-" + ProcessHandle.current().pid();

  private Namespace() {}

  /**
   * What came of making one.
   *
   * @param made one namespace or none
   * @param reason why none
   */
  public record Result(List<Namespace> made, String reason) {}

  /** Makes one, or gives the reason why this machine does not let us. */
  public static Result create() {
    String refused = run("ip", "netns", "add", NAME);
    if (!refused.isEmpty()) {
      return new Result(List.of(), refused);
    }
    Namespace namespace = new Namespace();
    // Tried out at once: a machine may allow the one and not the other.
    String failed = run("ip", "-n", NAME, "link", "set", "lo", "up");
    if (failed.isEmpty()) {
      failed = run("ip", "netns", "exec", NAME, "iptables", "-L", "INPUT");
    }
    if (failed.isEmpty()) {
      return new Result(List.of(namespace), "");
    }
    namespace.close();
    return new Result(List.of(), failed);
  }

  /** A process builder for a class of the tests with a main method, to run inside. */
  public ProcessBuilder java(Class<?> main) {
    List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", NAME));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--add-exports=java.base/sun.nio.ch=ALL-UNNAMED");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    return new ProcessBuilder(command).inheritIO();
  }

  /** Inside a namespace: from now on everything to and from a port is lost without a word. */
  public static void blackHole(int port) {
    for (String end : List.of("--dport", "--sport")) {
      String failed =
          run("iptables", "-A", "INPUT", "-p", "tcp", end, Integer.toString(port), "-j", "DROP");
      if (!failed.isEmpty()) {
        throw new AssertionError(failed);
      }
    }
  }

  @Override
  public void close() {
    String failed = run("ip", "netns", "del", NAME);
    if (!failed.isEmpty()) {
      throw new AssertionError(failed);
    }
  }

  /** What went wrong, or nothing. */
  private static String run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String words =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      boolean well = process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
      return well ? "" : String.join(" ", command) + ": " + words;
    } catch (IOException e) {
      return String.join(" ", command) + ": " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }
}
