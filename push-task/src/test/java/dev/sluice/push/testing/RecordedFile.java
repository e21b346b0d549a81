package dev.sluice.push.testing;

import dev.sluice.push.variant.Container;
import dev.sluice.push.variant.MediaUnit;
import dev.sluice.push.variant.VariantHeaders;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a variant gave, as a file that an independent program can judge. */
public final class RecordedFile {
  private static final int AUDIO_TAG = 8;
  private static final int VIDEO_TAG = 9;
  private static final int TAG_HEADER_BYTES = 11;

  private RecordedFile() {}

  /** Writes headers and units as a receiver would see them that joined at the first unit. */
  public static Path write(
      Path file, Container container, VariantHeaders headers, List<MediaUnit> units) {
    try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      if (container == Container.FLV) {
        out.write("FLV\1\5\0\0\0\11\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1));
        long first = units.isEmpty() ? 0 : units.getFirst().dtsMillis();
        tag(out, VIDEO_TAG, first, headers.videoHeader());
        tag(out, AUDIO_TAG, first, headers.audioHeader());
      }
      for (MediaUnit unit : units) {
        if (container == Container.FLV) {
          int type = unit.kind() == MediaUnit.Kind.VIDEO ? VIDEO_TAG : AUDIO_TAG;
          tag(out, type, unit.dtsMillis(), unit.payload());
        } else {
          out.write(bytes(unit.payload()));
        }
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void tag(DataOutputStream out, int type, long millis, @Nullable ByteBuffer body)
      throws IOException {
    if (body == null) {
      return;
    }
    int size = body.remaining();
    out.writeInt(type << 24 | size);
    out.writeInt((int) (millis << 8 | (millis >> 24 & 0xFF)));
    out.write(new byte[3]);
    out.write(bytes(body));
    out.writeInt(size + TAG_HEADER_BYTES);
  }

  private static byte[] bytes(ByteBuffer from) {
    byte[] bytes = new byte[from.remaining()];
    from.duplicate().get(bytes);
    return bytes;
  }
}
