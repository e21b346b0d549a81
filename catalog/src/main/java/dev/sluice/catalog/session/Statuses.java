package dev.sluice.catalog.session;

import dev.sluice.catalog.status.PushStatus;
import java.util.Collection;
import java.util.Map;

/** What the holder of a lease observes of its pushes. Thread-safe. */
public interface Statuses {
  /**
   * Writes what a task observes, on condition that no status of a newer fence is there.
   *
   * @throws LeaseLostException when a newer fence has written
   */
  void write(Lease lease, Collection<PushStatus> statuses);

  /**
   * Writes only bytes sent, bit rate and dropped frames, of all the task's pushes at once: one
   * small write instead of one per push. They are read as part of the statuses that the same task
   * wrote before.
   *
   * @throws LeaseLostException when a newer fence has counted
   */
  void count(Lease lease, Collection<PushStatus> statuses);

  /**
   * Those of the pushes that have one, by push id; strongly consistent. Statuses of an older
   * session than the stream's current one are there too.
   */
  Map<String, PushStatus> ofPushes(String streamId, Collection<String> pushIds);
}
