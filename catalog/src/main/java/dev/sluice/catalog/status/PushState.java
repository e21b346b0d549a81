package dev.sluice.catalog.status;

/**
 * The states of a push. {@code IDLE} and {@code DISABLED} are derived by the API; the others are
 * written by the task.
 */
public enum PushState {
  /** The stream is not live. */
  IDLE,
  /** The push or its target is switched off. */
  DISABLED,
  CONNECTING,
  /** Publish accepted and bytes taken in by the peer. */
  LIVE,
  /** The source is away; the connection is kept. */
  HOLDING,
  /** Connected, but nothing gets through. */
  STALLED,
  /** Waiting for the next attempt. */
  BACKOFF,
  /** Retrying cannot mend it. */
  FAILED,
  ENDED
}
