package dev.sluice.local.task;

import dev.sluice.catalog.launch.Launch;
import dev.sluice.local.process.ProcessGuard;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * Tasks as child processes of this JVM.
 *
 * @param guard ends those that are left when this JVM has ended
 */
public record ChildProcesses(ProcessGuard guard, TaskCommand command, TaskLog log)
    implements TaskRunner {

  @Override
  public RunningTask start(Launch launch, String name) throws IOException {
    ProcessBuilder builder = command.of(launch);
    log.redirect(builder, launch.streamId());
    Process process = guard.start(builder);
    return new Child(process, process.onExit().thenApply(Process::exitValue));
  }

  private record Child(Process process, CompletableFuture<Integer> exit) implements RunningTask {

    @Override
    public void terminate() {
      process.destroy();
    }

    @Override
    public CompletableFuture<Void> kill() {
      process.destroyForcibly();
      return CompletableFuture.completedFuture(null);
    }
  }
}
