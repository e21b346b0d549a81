package dev.sluice.wire.flv;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * One tag of an FLV file (FLV 10.1, annex E.4.1), as FFmpeg's muxer writes them.
 *
 * @param type 8 audio, 9 video, 18 data: the same numbers as RTMP's message types
 * @param timestampMillis signed 32 bits: FLV's timestamp with its extension byte
 * @param body a view of the bytes read, big-endian
 */
public record FlvTag(int type, int timestampMillis, ByteBuffer body) {
  private static final int HEADER_LENGTH = 11;
  private static final int PREVIOUS_SIZE_LENGTH = 4;
  private static final int FILE_HEADER_LENGTH = 9;

  /**
   * Reads the next tag with the size field behind it, and moves the buffer past both. The file's
   * header, when the buffer stands before it, is skipped.
   *
   * @return empty, and the buffer where it was (but past a file header), when the tag is not there
   *     in full
   */
  public static Optional<FlvTag> read(ByteBuffer in) {
    skipFileHeader(in);
    int start = in.position();
    if (in.remaining() < HEADER_LENGTH) {
      return Optional.empty();
    }
    int length = int24(in, start + 1);
    if (in.remaining() < HEADER_LENGTH + length + PREVIOUS_SIZE_LENGTH) {
      return Optional.empty();
    }
    int timestamp = int24(in, start + 4) | in.get(start + 7) << 24;
    ByteBuffer body = in.slice(start + HEADER_LENGTH, length).order(ByteOrder.BIG_ENDIAN);
    in.position(start + HEADER_LENGTH + length + PREVIOUS_SIZE_LENGTH);
    return Optional.of(new FlvTag(in.get(start) & 0x1F, timestamp, body));
  }

  private static void skipFileHeader(ByteBuffer in) {
    int start = in.position();
    boolean header =
        in.remaining() >= FILE_HEADER_LENGTH + PREVIOUS_SIZE_LENGTH
            && in.get(start) == 'F'
            && in.get(start + 1) == 'L'
            && in.get(start + 2) == 'V';
    if (header) {
      in.position(start + FILE_HEADER_LENGTH + PREVIOUS_SIZE_LENGTH);
    }
  }

  private static int int24(ByteBuffer in, int index) {
    return (in.get(index) & 0xFF) << 16
        | (in.get(index + 1) & 0xFF) << 8
        | (in.get(index + 2) & 0xFF);
  }
}
