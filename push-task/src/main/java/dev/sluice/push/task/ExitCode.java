package dev.sluice.push.task;

/**
 * How the process ends: a contract with whatever restarts it. Any other code is a crash and is
 * restarted.
 */
public enum ExitCode {
  /** The session ended, or the process was told to stop. */
  ENDED(0),
  /** Another task owns the session. */
  LEASE_LOST(10),
  /** The arguments or the environment are wrong; starting again cannot mend it. */
  CONFIGURATION(20);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The process's exit status. */
  public int code() {
    return code;
  }
}
