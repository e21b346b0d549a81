package dev.sluice.wire.rtmp;

import dev.sluice.wire.flv.AudioBody;
import dev.sluice.wire.flv.FlvTag;
import dev.sluice.wire.flv.VideoBody;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file's tags: what a target must have first, and the media. */
record FlvFile(StreamHeaders headers, List<FlvTag> media) {
  private static final byte[] SET_DATA_FRAME = {
    2, 0, 13, '@', 's', 'e', 't', 'D', 'a', 't', 'a', 'F', 'r', 'a', 'm', 'e'
  };

  static FlvFile read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    ByteBuffer metadata = null;
    ByteBuffer video = null;
    ByteBuffer audio = null;
    List<FlvTag> media = new ArrayList<>();
    for (Optional<FlvTag> tag = FlvTag.read(bytes); tag.isPresent(); tag = FlvTag.read(bytes)) {
      ByteBuffer body = tag.get().body();
      if (tag.get().type() == MessageType.DATA_AMF0) {
        metadata = body;
      } else if (isHeader(tag.get())) {
        video = tag.get().type() == MessageType.VIDEO ? body : video;
        audio = tag.get().type() == MessageType.AUDIO ? body : audio;
      } else {
        media.add(tag.get());
      }
    }
    return new FlvFile(new StreamHeaders(setDataFrame(metadata), video, audio), media);
  }

  /** All of it as a player gets it: the metadata without the publisher's {@code @setDataFrame}. */
  List<RtmpMessage> forPlayer() {
    ByteBuffer metadata = headers.metadata();
    int skip = SET_DATA_FRAME.length;
    List<RtmpMessage> messages = new ArrayList<>();
    messages.add(
        new RtmpMessage(
            MessageType.DATA_AMF0, 0, 0, metadata.slice(skip, metadata.remaining() - skip)));
    messages.add(new RtmpMessage(MessageType.VIDEO, 0, 0, Objects.requireNonNull(headers.video())));
    messages.add(new RtmpMessage(MessageType.AUDIO, 0, 0, Objects.requireNonNull(headers.audio())));
    for (FlvTag tag : media) {
      messages.add(new RtmpMessage(tag.type(), tag.timestampMillis(), 0, tag.body()));
    }
    return messages;
  }

  private static boolean isHeader(FlvTag tag) {
    return tag.type() == MessageType.VIDEO
        ? VideoBody.isSequenceHeader(tag.body())
        : AudioBody.isSequenceHeader(tag.body());
  }

  private static ByteBuffer setDataFrame(@Nullable ByteBuffer metadata) {
    ByteBuffer body = Objects.requireNonNull(metadata).duplicate();
    int length = SET_DATA_FRAME.length + body.remaining();
    return ByteBuffer.allocate(length).put(SET_DATA_FRAME).put(body).flip();
  }
}
