package dev.sluice.catalog.table;

import dev.sluice.catalog.session.Lease;
import dev.sluice.catalog.session.LeaseLostException;
import dev.sluice.catalog.session.Statuses;
import dev.sluice.catalog.status.PushState;
import dev.sluice.catalog.status.PushStatus;
import dev.sluice.catalog.status.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@link Statuses} in the table: one {@code STATUS#} item per push, written by tasks alone. */
final class StatusStore implements Statuses {
  /**
   * A status is of no use long after its session. That also clears those that a task wrote for a
   * push or stream just as it was deleted.
   */
  private static final Duration KEPT = Duration.ofDays(30);

  private final Surroundings around;

  StatusStore(Surroundings around) {
    this.around = around;
  }

  @Override
  public void write(Lease lease, Collection<PushStatus> statuses) {
    Instant expiry = around.now().plus(KEPT);
    for (PushStatus status : statuses) {
      try {
        around.table().writeAlone(put(lease, status, expiry));
      } catch (ConditionFailed e) {
        throw new LeaseLostException("a newer task has written the status of the stream's pushes");
      }
    }
  }

  private static Write put(Lease lease, PushStatus status, Instant expiry) {
    return Write.put(Key.status(lease.streamId(), status.pushId()))
        .ifMissingOrAtMost("fence", lease.fence())
        .set("fence", lease.fence())
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
        .set("appliedAfterMillis", status.appliedAfterMillis())
        .set(SluiceTable.TTL, expiry.getEpochSecond());
  }

  @Override
  public Map<String, PushStatus> ofPushes(String streamId, Collection<String> pushIds) {
    List<Key> keys = pushIds.stream().map(pushId -> Key.status(streamId, pushId)).toList();
    return around.table().getAll(keys).values().stream()
        .map(StatusStore::read)
        .collect(Collectors.toMap(PushStatus::pushId, Function.identity()));
  }

  private static PushStatus read(Item item) {
    return new PushStatus(
        item.text("pushId"),
        item.text("sessionId"),
        item.enumOf("state", PushState.class),
        item.enumOrNull("reason", Reason.class),
        item.textOrNull("message"),
        item.instant("since"),
        item.textOrNull("connectionId"),
        item.instantOrNull("publishedAt"),
        item.number("bytesSent"),
        item.number("bitrateBps"),
        item.number("droppedFrames"),
        (int) item.number("reconnects"),
        (int) item.number("attempt"),
        item.instantOrNull("nextAttemptAt"),
        item.number("appliedRevision"),
        item.numberOrNull("appliedAfterMillis"));
  }
}
