package dev.sluice.catalog.table;

import dev.sluice.catalog.session.Lease;
import dev.sluice.catalog.session.LeaseLostException;
import dev.sluice.catalog.session.Statuses;
import dev.sluice.catalog.status.PushState;
import dev.sluice.catalog.status.PushStatus;
import dev.sluice.catalog.status.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@link Statuses} in the table, written by tasks alone: one {@code STATUS#} item per push, and one
 * {@code COUNTERS} item for all pushes of the stream, since counters change all the time.
 */
final class StatusStore implements Statuses {
  /**
   * A status is of no use long after its session. That also clears those that a task wrote for a
   * push or stream just as it was deleted.
   */
  private static final Duration KEPT = Duration.ofDays(30);

  private final Surroundings around;

  /**
   * Counts this process's writes. Whoever holds a lease is one process, so that within a fence this
   * is their order, whatever the clock does.
   */
  private final AtomicLong serial = new AtomicLong();

  StatusStore(Surroundings around) {
    this.around = around;
  }

  @Override
  public void write(Lease lease, Collection<PushStatus> statuses) {
    for (PushStatus status : statuses) {
      writeFenced(put(lease, status));
    }
  }

  @Override
  public void count(Lease lease, Collection<PushStatus> statuses) {
    Map<String, Map<String, Long>> pushes =
        statuses.stream().collect(Collectors.toMap(PushStatus::pushId, StatusStore::counters));
    writeFenced(put(Key.counters(lease.streamId()), lease).set("pushes", pushes));
  }

  private static Map<String, Long> counters(PushStatus status) {
    return Map.of(
        "bytesSent", status.bytesSent(),
        "bitrateBps", status.bitrateBps(),
        "droppedFrames", status.droppedFrames());
  }

  private void writeFenced(Write write) {
    try {
      around.table().writeAlone(write);
    } catch (ConditionFailed e) {
      throw new LeaseLostException("a newer task has written the status of the stream's pushes");
    }
  }

  private Write put(Key key, Lease lease) {
    return Write.put(key)
        .ifMissingOrAtMost("fence", lease.fence())
        .set("fence", lease.fence())
        .set("serial", serial.incrementAndGet())
        .set(SluiceTable.TTL, around.now().plus(KEPT).getEpochSecond());
  }

  private Write put(Lease lease, PushStatus status) {
    return put(Key.status(lease.streamId(), status.pushId()), lease)
        .set("pushId", status.pushId())
        .set("sessionId", status.sessionId())
        .set("state", status.state())
        .set("reason", status.reason())
        .set("message", status.message())
        .set("since", status.since())
        .set("connectionId", status.connectionId())
        .set("publishedAt", status.publishedAt())
        .set("bytesSent", status.bytesSent())
        .set("bitrateBps", status.bitrateBps())
        .set("droppedFrames", status.droppedFrames())
        .set("reconnects", status.reconnects())
        .set("attempt", status.attempt())
        .set("nextAttemptAt", status.nextAttemptAt())
        .set("appliedRevision", status.appliedRevision())
        .set("appliedAfterMillis", status.appliedAfterMillis());
  }

  @Override
  public Map<String, PushStatus> ofPushes(String streamId, Collection<String> pushIds) {
    Key counters = Key.counters(streamId);
    List<Key> keys = new ArrayList<>(pushIds.size() + 1);
    pushIds.forEach(pushId -> keys.add(Key.status(streamId, pushId)));
    keys.add(counters);
    Map<Key, Item> items = around.table().getAll(keys);
    Item counted = items.remove(counters);
    return items.values().stream()
        .map(item -> read(item, figures(item, counted)))
        .collect(Collectors.toMap(PushStatus::pushId, Function.identity()));
  }

  /** What holds a push's counters: its status, or what the same task counted since. */
  private static Item figures(Item status, @Nullable Item counted) {
    if (counted == null
        || counted.number("fence") != status.number("fence")
        || counted.count("serial") < status.count("serial")) {
      return status;
    }
    Item ofPush = counted.map("pushes").mapOrNull(status.text("pushId"));
    return ofPush == null ? status : ofPush;
  }

  private static PushStatus read(Item item, Item figures) {
    return new PushStatus(
        item.text("pushId"),
        item.text("sessionId"),
        item.enumOf("state", PushState.class),
        item.enumOrNull("reason", Reason.class),
        item.textOrNull("message"),
        item.instant("since"),
        item.textOrNull("connectionId"),
        item.instantOrNull("publishedAt"),
        figures.number("bytesSent"),
        figures.number("bitrateBps"),
        figures.number("droppedFrames"),
        (int) item.number("reconnects"),
        (int) item.number("attempt"),
        item.instantOrNull("nextAttemptAt"),
        item.number("appliedRevision"),
        item.numberOrNull("appliedAfterMillis"));
  }
}
