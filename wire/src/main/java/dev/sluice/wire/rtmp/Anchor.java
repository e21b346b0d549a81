package dev.sluice.wire.rtmp;

import java.nio.ByteBuffer;

/**
 * A message that may be sent on a track's chunk stream only to set or move its clock: the track's
 * sequence header, or the metadata where it has none. Both may come again at any time without harm.
 */
record Anchor(int type, ByteBuffer body) {
  static Anchor of(StreamHeaders headers, int trackType) {
    ByteBuffer header = trackType == MessageType.VIDEO ? headers.video() : headers.audio();
    return header == null
        ? new Anchor(MessageType.DATA_AMF0, headers.metadata())
        : new Anchor(trackType, header);
  }

  int length() {
    return body.remaining();
  }
}
