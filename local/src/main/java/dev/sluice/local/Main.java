package dev.sluice.local;

import dev.sluice.local.cli.Command;
import dev.sluice.local.cli.CommandLine;
import dev.sluice.local.cli.StartException;
import dev.sluice.local.demo.Demo;
import dev.sluice.local.run.Up;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;

/** The program behind {@code ./sluice}, which finds the JDK, builds, and becomes this. */
public final class Main {

  private static final int FOUND_WRONG = 1;
  private static final int CANNOT_START = 2;

  private Main() {}

  /**
   * Runs a command and exits: 0 after a good end, 1 when the demo failed, 2 when it cannot start.
   */
  public static void main(String[] words) {
    Path home = Path.of(System.getProperty("sluice.home", ".")).toAbsolutePath().normalize();
    PrintStream out = System.out;
    // Spring Cloud Function prints as it starts; our output is for programs to read.
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    System.exit(run(List.of(words), home, out));
  }

  private static int run(List<String> words, Path home, PrintStream out) {
    try {
      return switch (CommandLine.parse(words, home)) {
        case Command.Up up -> {
          new Up(up, home, out).run();
          yield 0;
        }
        case Command.Demo demo -> new Demo(demo, home, out).run() ? 0 : FOUND_WRONG;
      };
    } catch (StartException e) {
      System.err.println("sluice: " + e.getMessage());
      return CANNOT_START;
    } catch (RuntimeException e) {
      // Thrown on, it would end this thread alone: others keep a JVM alive. The command has chosen
      // by now where logs go, so there is no logger before.
      LoggerFactory.getLogger(Main.class).error("sluice: ended by a fault of its own", e);
      return FOUND_WRONG;
    }
  }
}
