package dev.sluice.local.container;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@code docker} command of this machine, with this process's own environment. Thread-safe.
 *
 * @param program the command itself
 * @param timeout how long one that is to end by itself may take; it is killed then
 */
record DockerCommand(String program, Duration timeout) {

  private static final Logger LOG = LoggerFactory.getLogger(DockerCommand.class);

  /** The one on the path, with 20 s for each command. */
  DockerCommand() {
    this("docker", Duration.ofSeconds(20));
  }

  /** The command line of these words. */
  ProcessBuilder of(List<String> words) {
    List<String> command = new ArrayList<>();
    command.add(program);
    command.addAll(words);
    return new ProcessBuilder(command);
  }

  /**
   * Runs it.
   *
   * @return what it printed to standard output; warnings go to standard error
   * @throws IOException if there is no such command, or it does not end in time or in good order;
   *     the message is its own last words
   */
  String run(String... words) throws IOException {
    return run(Map.of(), List.of(words));
  }

  /**
   * The same with more variables in the command's environment, for {@code --env NAME}: a command
   * line is for everyone of the machine to read.
   */
  String run(Map<String, String> variables, List<String> words) throws IOException {
    ProcessBuilder command = of(words);
    command.environment().putAll(variables);
    return ShortCommand.run("docker " + words.getFirst(), command, timeout);
  }

  /** Begins it and does not wait; complete at its end, however that was, or when time is up. */
  CompletableFuture<Void> begin(String... words) {
    Process process;
    try {
      process =
          of(List.of(words))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      LOG.warn("docker {} cannot be run", words[0], e);
      return CompletableFuture.completedFuture(null);
    }
    return process
        .onExit()
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .handle(
            (ended, late) -> {
              if (late != null) {
                LOG.warn("docker {} has no answer of the engine", words[0]);
                process.destroyForcibly();
              }
              return null;
            });
  }
}
