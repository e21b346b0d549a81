package dev.sluice.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A folder for one run's files and for the processes that write them: gone with all that is in it
 * when the run is, even if this JVM is killed.
 *
 * @param guard starts those processes; they are ended before the folder goes
 */
public record TemporaryFolder(Path path, ProcessGuard guard) implements AutoCloseable {

  /**
   * Makes an empty one.
   *
   * @param prefix of its name
   */
  public static TemporaryFolder create(String prefix) throws IOException {
    Path path = Files.createTempDirectory(prefix);
    return new TemporaryFolder(path, ProcessGuard.start(List.of("rm", "-rf", path.toString())));
  }

  /**
   * Takes a folder in it out, for somebody to read; who writes there goes on.
   *
   * @return where it is kept
   */
  public Path keep(String name) throws IOException {
    Path kept = Files.createTempDirectory(path.getFileName() + "-" + name);
    return Files.move(path.resolve(name), kept, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() {
    guard.close();
  }
}
