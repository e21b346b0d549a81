package dev.sluice.bench.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A child process, ended on close: asked first, then killed, and its children with it. */
public record Child(Process process, long startedNanos) implements AutoCloseable {
  /** Starts a command; what it says goes to a file. */
  public static Child start(List<String> command, Map<String, String> environment, Path log)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    long now = System.nanoTime();
    Process started = builder.start();
    Child child = new Child(started, now);
    // Not killed outright: a killed nginx leaves its worker behind.
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform().name("end-of-" + started.pid()).unstarted(child::close));
    return child;
  }

  @Override
  public void close() {
    List<ProcessHandle> family = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    family.forEach(ProcessHandle::destroyForcibly);
  }
}
