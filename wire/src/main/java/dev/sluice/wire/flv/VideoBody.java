package dev.sluice.wire.flv;

import java.nio.ByteBuffer;

/**
 * Reads the first bytes of a video message's body: the older header (FLV 10.1, annex E.4.3.1) and
 * the enhanced one (Enhanced RTMP v2, "ExVideoTagHeader"). Looks from the buffer's position, moves
 * nothing, throws nothing.
 */
public final class VideoBody {
  private static final int EX_HEADER = 0x80;
  private static final int KEY_FRAME = 1;
  private static final int COMMAND_FRAME = 5;
  private static final int SEQUENCE_START = 0;
  private static final int SEQUENCE_END = 2;
  private static final int METADATA = 4;
  private static final int MPEG2TS_SEQUENCE_START = 5;
  private static final int MULTITRACK = 6;

  private VideoBody() {}

  /** The codec; {@link FlvCodec#UNKNOWN} for multitrack bodies and those with modifiers. */
  public static FlvCodec codec(ByteBuffer body) {
    if (!body.hasRemaining()) {
      return FlvCodec.UNKNOWN;
    }
    int first = first(body);
    if ((first & EX_HEADER) == 0) {
      return FlvCodec.ofLegacyId(first & 0x0F, false);
    }
    boolean named = body.remaining() >= 5 && (first & 0x0F) < MULTITRACK;
    return named ? FlvCodec.ofFourCc(FourCc.at(body, body.position() + 1)) : FlvCodec.UNKNOWN;
  }

  /** True when the body is in the enhanced form. */
  public static boolean isEnhanced(ByteBuffer body) {
    return body.hasRemaining() && (first(body) & EX_HEADER) != 0;
  }

  /** True for a decoder configuration (H.264 parameter sets, and the like). */
  public static boolean isSequenceHeader(ByteBuffer body) {
    int packet = packetType(body);
    boolean ex = isEnhanced(body);
    return packet == SEQUENCE_START || (ex && packet == MPEG2TS_SEQUENCE_START);
  }

  /** True for a coded frame that a decoder can begin at; false for sequence headers. */
  public static boolean isKeyFrame(ByteBuffer body) {
    if (!body.hasRemaining() || isSequenceHeader(body)) {
      return false;
    }
    int packet = packetType(body);
    boolean coded = packet != SEQUENCE_END && !(isEnhanced(body) && packet == METADATA);
    return coded && frameType(body) == KEY_FRAME;
  }

  /** True for a coded frame, key or not: what counts as a frame. */
  public static boolean isFrame(ByteBuffer body) {
    if (!body.hasRemaining() || isSequenceHeader(body) || frameType(body) == COMMAND_FRAME) {
      return false;
    }
    int packet = packetType(body);
    return packet != SEQUENCE_END && !(isEnhanced(body) && packet == METADATA);
  }

  private static int frameType(ByteBuffer body) {
    return first(body) >> 4 & 0x07;
  }

  /** -1 when the codec has no packet types, or the body is too short. */
  private static int packetType(ByteBuffer body) {
    if (!body.hasRemaining()) {
      return -1;
    }
    int first = first(body);
    if ((first & EX_HEADER) != 0) {
      return first & 0x0F;
    }
    FlvCodec codec = FlvCodec.ofLegacyId(first & 0x0F, false);
    return codec == FlvCodec.UNKNOWN || body.remaining() < 2
        ? -1
        : body.get(body.position() + 1) & 0xFF;
  }

  private static int first(ByteBuffer body) {
    return body.get(body.position()) & 0xFF;
  }
}
