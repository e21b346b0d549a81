package dev.sluice.push.variant;

/** What a variant is muxed into. */
public enum Container {
  /** FLV tags, for RTMP and RTMPS. */
  FLV,
  /** MPEG-TS packets, for SRT. */
  MPEGTS
}
