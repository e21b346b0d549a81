package dev.sluice.local.training;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code [CACHE JAVA ARGUMENT...]}: rehearses the push task that JAVA starts with these arguments
 * (flags and class path; main class and ids are appended), and keeps in the file CACHE what it
 * took; without words, the one of this project, as the local run starts it. Exits with 0 when the
 * task was live at every receiver and ended in good order.
 */
public final class Main {
  private Main() {}

  /** Runs the rehearsal and exits. */
  public static void main(String[] words) throws Exception {
    Rehearsal rehearsal =
        words.length == 0
            ? Rehearsal.ofProject(Path.of(System.getProperty("sluice.home", ".")))
            : new Rehearsal(Path.of(words[0]), List.of(words).subList(1, words.length));
    try {
      rehearsal.run(Redirect.INHERIT);
    } catch (IOException e) {
      System.err.println("the rehearsal failed: " + e.getMessage());
      // Whatever a library has left running.
      System.exit(1);
    }
    System.exit(0);
  }
}
