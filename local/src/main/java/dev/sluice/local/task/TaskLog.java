package dev.sluice.local.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Where tasks print: a file for each stream, of up to 10 MB, and the one before it.
 *
 * @param folder made if need be
 */
public record TaskLog(Path folder) {

  private static final long MAX_BYTES = 10L * 1024 * 1024;

  /**
   * Appends the process's output to the stream's file; begins a new one when it has grown.
   *
   * @throws IOException if the folder cannot be made or a file moved
   */
  public void redirect(ProcessBuilder process, String streamId) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("task-" + streamId + ".log");
    if (Files.exists(file) && Files.size(file) > MAX_BYTES) {
      Files.move(
          file, folder.resolve(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
    }
    process.redirectErrorStream(true);
    process.redirectOutput(ProcessBuilder.Redirect.appendTo(file.toFile()));
  }
}
