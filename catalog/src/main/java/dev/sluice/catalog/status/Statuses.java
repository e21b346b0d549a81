package dev.sluice.catalog.status;

import dev.sluice.catalog.session.Lease;
import java.util.Collection;
import java.util.Map;

/** What tasks observe, one item per push. Thread-safe. */
public interface Statuses {
  /**
   * Writes what a task observes, on condition that no status of a newer fence is there.
   *
   * @throws dev.sluice.catalog.session.LeaseLostException when a newer fence has written
   */
  void write(Lease lease, Collection<PushStatus> statuses);

  /**
   * By push id; strongly consistent. Statuses of an older session than the stream's current one are
   * there too.
   */
  Map<String, PushStatus> ofStream(String streamId);
}
