package dev.sluice.local.ingest;

import dev.sluice.wire.rtmp.MessageType;
import dev.sluice.wire.rtmp.RtmpMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a player that joins must have to begin at once: metadata, sequence headers, and the messages
 * since the last key frame, as long as those are not more than {@link #MAX_BYTES}. Not thread-safe.
 */
final class GopCache {

  /** Bytes of one group of pictures; of a longer one, nothing is kept until the next key frame. */
  static final int MAX_BYTES = 16 * 1024 * 1024;

  private final List<RtmpMessage> group = new ArrayList<>();
  private @Nullable RtmpMessage metadata;
  private @Nullable RtmpMessage videoHeader;
  private @Nullable RtmpMessage audioHeader;
  private int groupBytes;
  private boolean keeping;

  /** Takes a message of the publisher's, in its order. */
  void add(RtmpMessage message) {
    switch (message.type()) {
      case MessageType.DATA_AMF0, MessageType.DATA_AMF3 -> metadata = message;
      case MessageType.VIDEO -> {
        if (FlvTags.isVideoHeader(message.payload())) {
          videoHeader = message;
        } else {
          keep(message, FlvTags.isKeyFrame(message.payload()));
        }
      }
      case MessageType.AUDIO -> {
        if (FlvTags.isAudioHeader(message.payload())) {
          audioHeader = message;
        } else if (videoHeader != null) {
          keep(message, false);
        }
      }
      default -> {}
    }
  }

  /** Hands all that is kept to a player, in the order it must be sent. */
  void replay(Consumer<RtmpMessage> player) {
    long begin = group.isEmpty() ? 0 : group.getFirst().timestamp();
    for (RtmpMessage header : new RtmpMessage[] {metadata, videoHeader, audioHeader}) {
      if (header != null) {
        player.accept(
            new RtmpMessage(header.type(), begin, header.streamId(), header.payload().duplicate()));
      }
    }
    group.forEach(player);
  }

  private void keep(RtmpMessage message, boolean keyFrame) {
    if (keyFrame) {
      group.clear();
      groupBytes = 0;
      keeping = true;
    }
    groupBytes += message.payload().remaining();
    if (groupBytes > MAX_BYTES) {
      group.clear();
      groupBytes = 0;
      keeping = false;
    }
    if (keeping) {
      group.add(message);
    }
  }
}
