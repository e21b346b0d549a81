package dev.sluice.wire.rtmp;

/** Takes the messages that a {@link ChunkDecoder} has put together. */
@FunctionalInterface
public interface MessageHandler {
  /**
   * Takes one message, whose payload is the handler's to keep.
   *
   * @throws RtmpProtocolException to stop decoding
   */
  void onMessage(RtmpMessage message) throws RtmpProtocolException;
}
