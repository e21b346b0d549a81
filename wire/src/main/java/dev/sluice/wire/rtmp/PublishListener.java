package dev.sluice.wire.rtmp;

import java.time.Duration;

/**
 * What a {@link PublishSession} tells. Called from within {@link PublishSession#received}, on its
 * caller's thread. After {@link #onRefused}, {@link #onReconnectNeeded} or {@link #onClosedByPeer}
 * nothing more is told: close the connection.
 */
public interface PublishListener {
  /** The server takes the stream: media may be sent. */
  void onPublishAccepted(PeerCapabilities capabilities);

  /** The server does not take the stream, or does not speak RTMP. */
  void onRefused(Refusal refusal);

  /**
   * The server challenged the publisher, or sent it on to another one, before it was told the
   * stream key: close, and connect to this request's destination with it. At most two rounds of
   * challenge with each server and three servers more, then it is {@link #onRefused}.
   */
  void onReconnectNeeded(PublishRequest next);

  /** The server ended a stream that it had accepted. */
  void onClosedByPeer(Refusal refusal);

  /** The server answered {@link PublishSession#ping}. */
  default void onPingAnswered(Duration roundTrip) {}

  /**
   * The server acknowledged bytes.
   *
   * @param bytes since the connection began, handshake included; unwrapped, never falls
   */
  default void onAcknowledged(long bytes) {}
}
