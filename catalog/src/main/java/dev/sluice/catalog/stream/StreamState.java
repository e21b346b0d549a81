package dev.sluice.catalog.stream;

/** A stream is live while it has a session that has not ended. */
public enum StreamState {
  IDLE,
  LIVE
}
