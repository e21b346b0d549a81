package dev.sluice.catalog.session;

/** Why a session ends. */
public enum EndCause {
  /** The hold window ran out after an idle event. */
  HOLD_EXPIRED,
  /** The source was lost without an idle event, and the hold window ran out. */
  SOURCE_LOST,
  TERMINATED,
  SUSPENDED,
  DELETED,
  /** The task could not be launched, for good. */
  LAUNCH_FAILED
}
