package dev.sluice.wire.rtmp;

/**
 * Why a peer would not take, or no longer takes, our stream. Names are those of the push's reasons.
 */
public enum RefusalKind {
  /** Stream key or credentials refused. */
  AUTH,
  /** The publish name is still in use at the peer. */
  TARGET_BUSY,
  /** The platform ended the broadcast. */
  ENDED_BY_PLATFORM,
  /** A limit of the platform: duration, bitrate, number of streams. */
  PLATFORM_LIMIT,
  /** The peer does not take the codec. */
  CODEC_UNSUPPORTED,
  /** The peer sends us to a server that targets may not have. */
  ADDRESS_FORBIDDEN,
  /** The peer does not speak RTMP as we understand it. */
  RTMP_HANDSHAKE,
  /** The peer closed without a reason that we know. */
  REMOTE_CLOSED,
  /** Our own mistake. */
  INTERNAL
}
