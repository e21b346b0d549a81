package dev.sluice.local.cli;

import java.nio.file.Path;
import java.util.List;

/**
 * Refuses a command line that makes no sense, and does nothing else. {@code ./sluice} runs this
 * file from source before a build of minutes, so it and all it refers to use the JDK alone.
 */
final class CommandLineCheck {

  private static final int CANNOT_START = 2;

  private CommandLineCheck() {}

  public static void main(String[] words) {
    try {
      Command _ = CommandLine.parse(List.of(words), Path.of(""));
    } catch (StartException e) {
      System.err.println("sluice: " + e.getMessage());
      System.exit(CANNOT_START);
    }
  }
}
