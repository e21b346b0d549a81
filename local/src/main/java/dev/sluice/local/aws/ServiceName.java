package dev.sluice.local.aws;

import dev.sluice.local.cli.StartException;
import dev.sluice.local.data.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What table, bus, queue and key of a data folder are called at an endpoint. Two runs that shared
 * them would take each other's events, and each would start tasks for the other's streams.
 */
final class ServiceName {

  private static final String FILE = "aws-name";
  private static final String PATTERN = "sluice-[0-9a-f]{8}";

  private ServiceName() {}

  /**
   * The folder's, made at its first use.
   *
   * @throws StartException if the folder's file cannot be read or written
   */
  static String of(DataFolder folder) throws StartException {
    Path file = folder.file(FILE);
    try {
      if (Files.exists(file)) {
        String name = Files.readString(file).strip();
        if (!name.matches(PATTERN)) {
          throw new StartException(file + " holds no name; remove it to begin with another");
        }
        return name;
      }
      String name = "sluice-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
      folder.writePrivate(FILE, name + "\n");
      return name;
    } catch (IOException e) {
      throw new StartException("the name in " + file + " cannot be read or written", e);
    }
  }
}
