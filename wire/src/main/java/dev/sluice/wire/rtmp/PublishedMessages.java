package dev.sluice.wire.rtmp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * A publisher's messages in one form: audio, video and AMF0 data, whatever the client packed them
 * into. Data loses its {@code @setDataFrame}: what is left can go to a player as it is.
 */
final class PublishedMessages {
  private static final int TAG_HEADER_LENGTH = 11;
  private static final int BACK_POINTER_LENGTH = 4;
  private static final byte[] SET_DATA_FRAME = {
    2, 0, 13, '@', 's', 'e', 't', 'D', 'a', 't', 'a', 'F', 'r', 'a', 'm', 'e'
  };

  private PublishedMessages() {}

  static void each(RtmpMessage message, Consumer<RtmpMessage> consumer)
      throws RtmpProtocolException {
    switch (message.type()) {
      case MessageType.AUDIO, MessageType.VIDEO -> consumer.accept(message);
      case MessageType.DATA_AMF0 -> consumer.accept(data(message, message.payload().slice()));
      case MessageType.DATA_AMF3 -> {
        // 0 and then AMF0, as in commands
        int skip = Math.min(1, message.payload().remaining());
        consumer.accept(
            data(message, message.payload().slice(skip, message.payload().remaining() - skip)));
      }
      case MessageType.AGGREGATE -> aggregate(message, consumer);
      default -> {
        // shared objects and the like are nothing that a stream is made of
      }
    }
  }

  private static RtmpMessage data(RtmpMessage message, ByteBuffer body) {
    byte[] start = new byte[SET_DATA_FRAME.length];
    boolean named = body.remaining() >= start.length;
    if (named) {
      body.get(0, start);
      named = Arrays.equals(start, SET_DATA_FRAME);
    }
    ByteBuffer rest = named ? body.slice(start.length, body.remaining() - start.length) : body;
    return new RtmpMessage(MessageType.DATA_AMF0, message.timestamp(), message.streamId(), rest);
  }

  /** Adobe RTMP 1.0, section 7.1.6: FLV tags, whose times count from that of the first. */
  private static void aggregate(RtmpMessage message, Consumer<RtmpMessage> consumer)
      throws RtmpProtocolException {
    ByteBuffer body = message.payload().slice();
    int index = 0;
    long first = -1;
    while (index + TAG_HEADER_LENGTH <= body.limit()) {
      int type = body.get(index) & 0x1F;
      int length = body.getInt(index) & 0xFF_FFFF;
      long time = (body.getInt(index + 4) >>> 8) | (body.get(index + 7) & 0xFFL) << 24;
      first = first < 0 ? time : first;
      index += TAG_HEADER_LENGTH;
      if (index + length > body.limit()) {
        throw new RtmpProtocolException("an aggregate message that is cut off");
      }
      long timestamp = (message.timestamp() + time - first) & RtmpMessage.MAX_TIMESTAMP;
      ByteBuffer part = body.slice(index, length);
      if (type != MessageType.AGGREGATE) {
        each(new RtmpMessage(type, timestamp, message.streamId(), part), consumer);
      }
      index += length + BACK_POINTER_LENGTH;
    }
  }
}
