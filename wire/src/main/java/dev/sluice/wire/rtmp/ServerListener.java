package dev.sluice.wire.rtmp;

import java.time.Duration;

/** What a {@link ServerSession} tells, from within its {@code received}, on its caller's thread. */
public interface ServerListener {
  /**
   * A client wants to connect to an app. The name in the request is empty. Accepted unless
   * overridden.
   */
  default void onConnect(StreamRequest request, StreamReply reply) {
    reply.accept();
  }

  /** A client wants to publish. */
  void onPublish(StreamRequest request, StreamReply reply);

  /** A client wants to play. Once accepted, media may be sent. Refused unless overridden. */
  default void onPlay(StreamRequest request, StreamReply reply) {
    reply.refuse("NetStream.Play.StreamNotFound", "There is nothing to play.");
  }

  /**
   * Audio, video or AMF0 data from a publisher; aggregates come apart as single messages, and data
   * comes without its {@code @setDataFrame}. The payload is the listener's to keep.
   */
  void onMedia(RtmpMessage message);

  /**
   * The publisher or player ended its stream by a command. Comes once, and only after acceptance.
   */
  void onStreamEnded();

  /** The peer broke the protocol: close the connection. Nothing more is told. */
  void onProtocolError(String message);

  /** The client answered {@link ServerSession#ping}. */
  default void onPingAnswered(Duration roundTrip) {}

  /**
   * The client acknowledged bytes.
   *
   * @param bytes since the connection began; never falls
   */
  default void onAcknowledged(long bytes) {}
}
