package dev.sluice.local.data;

import dev.sluice.local.cli.StartException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folder where a local run keeps its table, its vault key and its API key: readable by its
 * owner alone, and used by one run at a time.
 */
public final class DataFolder implements AutoCloseable {

  private static final String LOCK = "lock";
  private static final String FOLDER = "rwx------";
  private static final String FILE = "rw-------";

  private final Path folder;
  private final FileChannel lock;

  private DataFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Makes the folder if need be and takes it for this process.
   *
   * @throws StartException if it cannot be made or written, or another run uses it
   */
  public static DataFolder open(Path folder) throws StartException {
    make(folder);
    FileChannel channel = null;
    try {
      channel = openLock(folder.resolve(LOCK));
      if (tryLock(channel) != null) {
        channel.truncate(0);
        String pid = ProcessHandle.current().pid() + "\n";
        channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
        return new DataFolder(folder, channel);
      }
      channel.close();
    } catch (IOException e) {
      closeQuietly(channel, e);
      throw new StartException(
          "the data folder " + folder + " cannot be written; give another with --data DIR", e);
    }
    throw new StartException(
        "the data folder "
            + folder
            + " is in use by another run; end it, or give another with"
            + " --data DIR");
  }

  /**
   * Makes the folder if need be.
   *
   * @throws StartException if it cannot be made
   */
  public static void make(Path folder) throws StartException {
    try {
      Files.createDirectories(folder, ownerOnly(FOLDER));
    } catch (FileAlreadyExistsException e) {
      throw new StartException(
          e.getFile() + " is a file; give another data folder with --data DIR", e);
    } catch (IOException e) {
      throw new StartException(
          "the data folder " + folder + " cannot be made; give another with --data DIR", e);
    }
  }

  /** The folder itself. */
  public Path path() {
    return folder;
  }

  /** A file in the folder. */
  public Path file(String name) {
    return folder.resolve(name);
  }

  /**
   * Writes a file that only its owner may read, wholly or not at all.
   *
   * @throws IOException if it cannot be written
   */
  public void writePrivate(String name, String text) throws IOException {
    Path part = folder.resolve(name + ".part");
    Files.deleteIfExists(part);
    Files.createFile(part, ownerOnly(FILE));
    Files.writeString(part, text);
    Files.move(
        part,
        folder.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Leaves the folder to the next run. */
  @Override
  public void close() {
    closeQuietly(lock, null);
  }

  private static FileChannel openLock(Path file) throws IOException {
    return FileChannel.open(
        file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), ownerOnly(FILE));
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** None on a file system without POSIX permissions. */
  private static FileAttribute<?>[] ownerOnly(String permissions) {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    Set<PosixFilePermission> set = PosixFilePermissions.fromString(permissions);
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(set)};
  }

  private static void closeQuietly(@Nullable FileChannel channel, @Nullable Exception because) {
    if (channel == null) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      if (because != null) {
        because.addSuppressed(e);
      }
    }
  }
}
