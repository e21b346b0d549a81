package dev.sluice.local.ingest;

import java.nio.ByteBuffer;

/**
 * The first bytes of audio and video message bodies (FLV specification 10.1, annex E.4; Enhanced
 * RTMP v2): as much as an ingest needs to know.
 */
final class FlvTags {

  private static final int ENHANCED_VIDEO = 0x80;
  private static final int KEY_FRAME = 1;
  private static final int AVC = 7;
  private static final int AAC = 10;
  private static final int ENHANCED_AUDIO = 9;
  private static final int SEQUENCE_START = 0;

  private FlvTags() {}

  /** Decoder configuration, enhanced or not. */
  static boolean isVideoHeader(ByteBuffer body) {
    if (body.remaining() < 2) {
      return false;
    }
    int first = byteAt(body, 0);
    if ((first & ENHANCED_VIDEO) != 0) {
      return (first & 0x0F) == SEQUENCE_START;
    }
    return (first & 0x0F) == AVC && byteAt(body, 1) == 0;
  }

  /** A picture from which decoding can begin; a decoder configuration is none. */
  static boolean isKeyFrame(ByteBuffer body) {
    return body.hasRemaining()
        && (byteAt(body, 0) >> 4 & 0x07) == KEY_FRAME
        && !isVideoHeader(body);
  }

  /** Decoder configuration, enhanced or not. */
  static boolean isAudioHeader(ByteBuffer body) {
    if (body.remaining() < 2) {
      return false;
    }
    int first = byteAt(body, 0);
    return switch (first >> 4) {
      case AAC -> byteAt(body, 1) == 0;
      case ENHANCED_AUDIO -> (first & 0x0F) == SEQUENCE_START;
      default -> false;
    };
  }

  private static int byteAt(ByteBuffer body, int offset) {
    return body.get(body.position() + offset) & 0xFF;
  }
}
