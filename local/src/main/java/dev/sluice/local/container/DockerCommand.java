package dev.sluice.local.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The {@code docker} command of this machine, with this process's own environment. Thread-safe. */
final class DockerCommand {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  /** The command line of these words. */
  ProcessBuilder of(List<String> words) {
    List<String> command = new ArrayList<>();
    command.add("docker");
    command.addAll(words);
    return new ProcessBuilder(command);
  }

  /**
   * Runs it and answers what it printed, which must be short: nobody reads before its end.
   *
   * @throws IOException if there is no such command, or it does not end in time or in good order;
   *     the message is its own last words
   */
  String run(String... words) throws IOException {
    Process process = of(List.of(words)).redirectErrorStream(true).start();
    try {
      if (!process.waitFor(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new IOException("docker " + words[0] + " has no answer of the engine");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted in docker " + words[0], e);
    }
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.exitValue() != 0) {
      throw new IOException(printed.substring(printed.lastIndexOf('\n') + 1));
    }
    return printed;
  }

  /** Begins it and does not wait; complete at its end, however that was. */
  CompletableFuture<Void> begin(String... words) {
    try {
      return of(List.of(words))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .onExit()
          .thenAccept(process -> {});
    } catch (IOException e) {
      return CompletableFuture.completedFuture(null);
    }
  }
}
