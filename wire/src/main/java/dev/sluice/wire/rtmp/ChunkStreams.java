package dev.sluice.wire.rtmp;

/**
 * The chunk streams that we send on. Audio and video each have their own: a shared delta on one
 * must not depend on what came between on the other.
 */
public final class ChunkStreams {
  /** Protocol control messages (Adobe RTMP 1.0, section 5.4 prescribes it). */
  public static final int CONTROL = 2;

  /** Commands of the connection. */
  public static final int COMMAND = 3;

  /** Audio. */
  public static final int AUDIO = 4;

  /** Metadata. */
  public static final int DATA = 5;

  /** Video. */
  public static final int VIDEO = 6;

  /** Commands and statuses of a message stream. */
  public static final int STREAM_COMMAND = 8;

  private ChunkStreams() {}

  /** Where messages of this type travel. */
  static int of(int messageType) {
    return switch (messageType) {
      case MessageType.AUDIO -> AUDIO;
      case MessageType.VIDEO -> VIDEO;
      case MessageType.DATA_AMF0, MessageType.DATA_AMF3 -> DATA;
      default -> CONTROL;
    };
  }
}
