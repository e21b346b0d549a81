package dev.sluice.wire.srt;

/** How a connection ended that we did not end. */
public enum SrtEnd {
  /** The peer said so. */
  CLOSED_BY_PEER,
  /** The peer has said nothing for five seconds. */
  SILENT
}
