package dev.sluice.local.container;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A command that answers in a few lines and ends. */
final class ShortCommand {

  private ShortCommand() {}

  /**
   * Runs it and answers what it printed to standard output. Nobody reads before its end, so what it
   * prints has to fit into a pipe.
   *
   * @param name in messages, since the command line may be long
   * @throws IOException if there is no such command, or it does not end in time or in good order;
   *     the message is its own last words
   */
  static String run(String name, ProcessBuilder command, Duration timeout) throws IOException {
    Process process = command.start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(name + " has no answer of the engine");
      }
      String printed = text(process.getInputStream());
      String warned = text(process.getErrorStream());
      if (process.exitValue() != 0) {
        String words = warned.isEmpty() ? printed : warned;
        throw new IOException(
            words.isEmpty()
                ? name + " ended with status " + process.exitValue()
                : words.substring(words.lastIndexOf('\n') + 1));
      }
      return printed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted in " + name, e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String text(InputStream stream) throws IOException {
    return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
