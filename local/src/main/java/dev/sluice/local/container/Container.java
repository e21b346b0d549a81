package dev.sluice.local.container;

import dev.sluice.local.task.RunningTask;
import java.util.concurrent.CompletableFuture;

/**
 * A task's container, and the {@code docker} process that is attached to it: the one's end is the
 * other's. Should only the latter have ended, the container is removed all the same.
 */
final class Container implements RunningTask {

  private final DockerCommand docker;
  private final String name;
  private final CompletableFuture<Integer> exit;

  /**
   * A container that has been made.
   *
   * @param attached {@code docker start --attach} of it
   */
  Container(DockerCommand docker, String name, Process attached) {
    this.docker = docker;
    this.name = name;
    this.exit =
        attached.onExit().thenCompose(ended -> kill().thenApply(removed -> ended.exitValue()));
  }

  @Override
  public CompletableFuture<Integer> exit() {
    return exit;
  }

  @Override
  public void terminate() {
    var _ = docker.begin("kill", "--signal", "TERM", name);
  }

  @Override
  public CompletableFuture<Void> kill() {
    return docker.begin("rm", "--force", "--volumes", name);
  }
}
