package dev.sluice.functions.launch;

/** What mends a launch that failed. */
public enum Remedy {
  /** The same call again, later: the queue brings the event back, {@code reconcile} does so too. */
  RETRY,
  /** Another attempt, whose call cannot be mistaken for this one. */
  NEW_ATTEMPT,
  /** Nothing but a person: the session ends with the reason. */
  GIVE_UP
}
