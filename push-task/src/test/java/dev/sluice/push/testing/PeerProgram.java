package dev.sluice.push.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An installed program that plays a peer: ended on close, asked first, then killed. */
record PeerProgram(Process process) implements AutoCloseable {
  private static final int SECONDS_TO_END = 5;

  /** Whether all files of it are there, as they have to be in CI. */
  static boolean isInstalled(Path... files) {
    return System.getenv("CI") != null || List.of(files).stream().allMatch(Files::exists);
  }

  static PeerProgram start(ProcessBuilder command) {
    try {
      return new PeerProgram(command.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
