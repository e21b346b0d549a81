package dev.sluice.local.task;

import java.util.concurrent.CompletableFuture;

/** A task that has been started. Thread-safe; no call waits for its end. */
public interface RunningTask {

  /**
   * Its exit status, 128 and the signal's number when a signal ended it; complete when nothing of
   * it is left, or when taking away what is left was given up. Never fails.
   */
  CompletableFuture<Integer> exit();

  /** Asks it to unpublish and end: SIGTERM. */
  void terminate();

  /** Ends it: SIGKILL. Complete when that has been done or given up, which never fails. */
  CompletableFuture<Void> kill();
}
