package dev.sluice.wire.rtmp;

import java.time.Duration;

/** What a {@link MessageLink} tells the session that it belongs to. */
interface LinkHandler extends MessageHandler {
  void onHandshakeDone() throws RtmpProtocolException;

  default void onPingAnswered(Duration roundTrip) {}

  default void onAcknowledged(long bytes) {}
}
