package dev.sluice.catalog.session;

/** The states of a session. */
public enum SessionState {
  /** No task has media yet. */
  STARTING,
  LIVE,
  /** The source is away, the hold window runs. */
  HOLDING,
  ENDED
}
