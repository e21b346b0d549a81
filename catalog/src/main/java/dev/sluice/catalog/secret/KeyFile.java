package dev.sluice.catalog.secret;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A file with one AES-256 key, readable by its owner alone: one line, {@code sluice-key-1} and the
 * key in base 64.
 */
final class KeyFile {
  private static final String MAGIC = "sluice-key-1 ";
  private static final int KEY_BYTES = 32;
  private static final int LONGEST_FILE = 1024;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  private KeyFile() {}

  /** The key in the file, which is made if it is not there. */
  static SecretKey readOrMake(Path file) {
    try {
      if (!Files.exists(file)) {
        make(file);
      }
      return read(file);
    } catch (NoSuchFileException e) {
      throw new VaultException("the key file " + file + " cannot be reached", e);
    } catch (IOException | UnsupportedOperationException e) {
      throw new VaultException("the key file " + file + " cannot be read or made: " + e, e);
    }
  }

  private static void make(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw notAKeyFile(file);
    }
    Files.createDirectories(folder);
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    String line = MAGIC + Base64.getEncoder().encodeToString(key) + "\n";
    Path whole = Files.createTempFile(folder, ".key", ".new", ownerOnly(folder));
    try {
      Files.writeString(whole, line, StandardCharsets.US_ASCII);
      // A link, not a rename: of two processes that start at once, the first one's key stands.
      Files.createLink(file, whole);
    } catch (FileAlreadyExistsException e) {
      // Another process was first; its key is read next.
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path folder) {
    return isPosix(folder)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }

  private static SecretKey read(Path file) throws IOException {
    if (isPosix(file)) {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      if (!Collections.disjoint(permissions, OTHERS)) {
        throw new VaultException(
            "the key file "
                + file
                + " is open to others ("
                + PosixFilePermissions.toString(permissions)
                + "): chmod 600 it",
            null);
      }
    }
    if (Files.size(file) > LONGEST_FILE) {
      throw notAKeyFile(file);
    }
    String line = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    if (!line.startsWith(MAGIC)) {
      throw notAKeyFile(file);
    }
    try {
      byte[] key = Base64.getDecoder().decode(line.substring(MAGIC.length()));
      if (key.length != KEY_BYTES) {
        throw notAKeyFile(file);
      }
      return new SecretKeySpec(key, "AES");
    } catch (IllegalArgumentException e) {
      // Without its cause, whose message might quote the key.
      throw notAKeyFile(file);
    }
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static VaultException notAKeyFile(Path file) {
    return new VaultException("the file " + file + " holds no key of Sluice", null);
  }
}
