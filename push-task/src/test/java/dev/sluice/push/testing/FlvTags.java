package dev.sluice.push.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Changes FLV files tag by tag, in ways no muxer would. */
public final class FlvTags {
  private static final int FILE_HEADER_BYTES = 9 + 4;
  private static final int TAG_OVERHEAD_BYTES = 11 + 4;

  private FlvTags() {}

  /** A copy with every timestamp moved on by this, modulo the bits a counter has. */
  public static Path shifted(Path flv, Path into, long millis, int bits) {
    ByteBuffer bytes = read(flv);
    for (int at = FILE_HEADER_BYTES;
        at < bytes.limit();
        at += bodySize(bytes, at) + TAG_OVERHEAD_BYTES) {
      long time = (bytes.getInt(at + 4) >>> 8) | (long) (bytes.get(at + 7) & 0xFF) << 24;
      long moved = (time + millis) & ((1L << bits) - 1);
      bytes.putInt(at + 4, (int) (moved << 8 | moved >> 24));
    }
    return write(into, bytes);
  }

  /** One stream that in its middle becomes another, as when an encoder changes its settings. */
  public static Path joined(Path first, Path second, Path into) {
    ByteBuffer one = read(first);
    ByteBuffer two = read(second).position(FILE_HEADER_BYTES);
    return write(
        into, ByteBuffer.allocate(one.remaining() + two.remaining()).put(one).put(two).flip());
  }

  private static int bodySize(ByteBuffer bytes, int tag) {
    return bytes.getInt(tag) & 0xFFFFFF;
  }

  private static ByteBuffer read(Path file) {
    try {
      return ByteBuffer.wrap(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path write(Path file, ByteBuffer bytes) {
    try {
      byte[] all = new byte[bytes.remaining()];
      bytes.duplicate().get(all);
      return Files.write(file, all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
