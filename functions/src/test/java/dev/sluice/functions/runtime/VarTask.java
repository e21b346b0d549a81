package dev.sluice.functions.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Lambda's {@code /var/task}: the package, unpacked. */
public final class VarTask {
  private VarTask() {}

  /**
   * Unpacks a function's zip.
   *
   * @throws IllegalStateException when it is not built yet, or an entry would leave the folder
   */
  public static Path unpack(Path zip, Path folder) throws IOException {
    if (!Files.exists(zip)) {
      throw new IllegalStateException(zip + " is not there; first: mvn -DskipTests package");
    }
    try (InputStream file = Files.newInputStream(zip);
        ZipInputStream entries = new ZipInputStream(file)) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        Path path = folder.resolve(entry.getName()).normalize();
        if (!path.startsWith(folder)) {
          throw new IllegalStateException("an entry leaves the folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(path);
        } else {
          Files.createDirectories(path.getParent());
          Files.copy(entries, path);
        }
      }
    }
    return folder;
  }
}
