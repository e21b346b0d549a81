package dev.sluice.local.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a run on a data folder needs in Docker, and would leave behind: its containers, whatever
 * they are at, and the copy of the vault's key that they read.
 */
record Leftovers(DockerCommand docker, Path data) {

  /**
   * A command that removes all of it, for whoever outlives the run; one line for each container.
   */
  List<String> removal() {
    return List.of(
        "/bin/sh",
        "-c",
        "rm -f \"$3\"; found=$(\"$1\" ps --all --quiet --filter \"label=$2\")"
            + " && { [ -z \"$found\" ] || \"$1\" rm --force --volumes $found; }",
        "sh",
        docker.program(),
        new Labels(data).ofRun(),
        ContainerFiles.copy(data).toString());
  }

  /**
   * Removes it now.
   *
   * @return how many containers there were
   * @throws IOException if the engine does not answer in time or in good order
   */
  long remove() throws IOException {
    return ShortCommand.run("docker rm", new ProcessBuilder(removal()), docker.timeout())
        .lines()
        .count();
  }
}
