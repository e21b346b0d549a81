package dev.sluice.local.container;

import dev.sluice.local.data.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The vault's key as a container may read it, and as whom: a key file is readable by its owner
 * alone, also in there. That owner is who runs Sluice; or, if that is root, the image's own user,
 * who then gets a copy, for as long as the run lasts.
 *
 * @param user {@code uid:gid}, never root's
 * @param key the key file, that user's; null where the vault is none
 */
record ContainerFiles(String user, @Nullable Path key) {

  /** As in the image and in the task definition. */
  private static final int IMAGE_USER = 10_001;

  private static final String COPY = "vault.key.task";

  /**
   * Of a data folder.
   *
   * @param keyFile has been made; null where the vault is none
   * @throws IOException if the key cannot be read or copied
   */
  static ContainerFiles of(DataFolder folder, @Nullable String keyFile) throws IOException {
    if (keyFile == null) {
      return new ContainerFiles(IMAGE_USER + ":" + IMAGE_USER, null);
    }
    Path key = Path.of(keyFile);
    int uid = (Integer) Files.getAttribute(key, "unix:uid");
    if (uid != 0) {
      return new ContainerFiles(uid + ":" + Files.getAttribute(key, "unix:gid"), key);
    }
    folder.writePrivate(COPY, Files.readString(key));
    Path copy = copy(folder.path());
    Files.setAttribute(copy, "unix:gid", IMAGE_USER);
    Files.setAttribute(copy, "unix:uid", IMAGE_USER);
    return new ContainerFiles(IMAGE_USER + ":" + IMAGE_USER, copy);
  }

  /** Where the copy is, if there is one; it goes with the {@link Leftovers}. */
  static Path copy(Path data) {
    return data.resolve(COPY);
  }
}
