package dev.sluice.wire.flv;

import java.nio.ByteBuffer;

/**
 * Reads the first bytes of an audio message's body: the older header (FLV 10.1, annex E.4.2.1) and
 * the enhanced one (Enhanced RTMP v2, "ExAudioTagHeader"). Looks from the buffer's position, moves
 * nothing, throws nothing.
 */
public final class AudioBody {
  private static final int EX_FORMAT = 9;
  private static final int AAC_FORMAT = 10;
  private static final int SEQUENCE_START = 0;
  private static final int MULTITRACK = 5;

  private AudioBody() {}

  /** The codec; {@link FlvCodec#UNKNOWN} for multitrack bodies and those with modifiers. */
  public static FlvCodec codec(ByteBuffer body) {
    if (!body.hasRemaining()) {
      return FlvCodec.UNKNOWN;
    }
    int first = body.get(body.position()) & 0xFF;
    if (first >> 4 != EX_FORMAT) {
      return FlvCodec.ofLegacyId(first >> 4, true);
    }
    boolean named = body.remaining() >= 5 && (first & 0x0F) < MULTITRACK;
    return named ? FlvCodec.ofFourCc(FourCc.at(body, body.position() + 1)) : FlvCodec.UNKNOWN;
  }

  /** True when the body is in the enhanced form. */
  public static boolean isEnhanced(ByteBuffer body) {
    return body.hasRemaining() && (body.get(body.position()) & 0xFF) >> 4 == EX_FORMAT;
  }

  /** True for a decoder configuration (AAC's AudioSpecificConfig, and the like). MP3 has none. */
  public static boolean isSequenceHeader(ByteBuffer body) {
    if (!body.hasRemaining()) {
      return false;
    }
    int first = body.get(body.position()) & 0xFF;
    return switch (first >> 4) {
      case EX_FORMAT -> (first & 0x0F) == SEQUENCE_START;
      case AAC_FORMAT -> body.remaining() >= 2 && body.get(body.position() + 1) == SEQUENCE_START;
      default -> false;
    };
  }
}
