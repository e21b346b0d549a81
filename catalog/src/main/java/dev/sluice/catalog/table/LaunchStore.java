package dev.sluice.catalog.table;

import dev.sluice.catalog.launch.Launch;
import dev.sluice.catalog.launch.Launches;
import dev.sluice.catalog.launch.LiveSession;
import dev.sluice.catalog.page.InvalidCursorException;
import dev.sluice.catalog.page.Page;
import dev.sluice.catalog.session.Lease;
import dev.sluice.catalog.session.SessionControl;
import dev.sluice.catalog.status.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@link Launches} in the table. A session's {@code LIVE#} item is written with the session itself
 * and bears its newest launch, so that {@code reconcile} finds both even when every event was lost.
 */
final class LaunchStore implements Launches {
  private static final int PAGE = 100;

  private final Surroundings around;

  LaunchStore(Surroundings around) {
    this.around = around;
  }

  @Override
  public Optional<Launch> freeze(
      String streamId,
      String sessionId,
      int attempt,
      Map<String, String> parameters,
      @Nullable Instant notBefore) {
    return around
        .table()
        .untilItHolds(() -> tryFreeze(streamId, sessionId, attempt, parameters, notBefore));
  }

  private Optional<Launch> tryFreeze(
      String streamId,
      String sessionId,
      int attempt,
      Map<String, String> parameters,
      @Nullable Instant notBefore) {
    Map<Key, Item> items =
        around.table().getAll(List.of(Key.config(streamId), Key.live(streamId, sessionId)));
    Item config = items.get(Key.config(streamId));
    Item live = items.get(Key.live(streamId, sessionId));
    if (config == null || live == null || !StreamConfig.read(config).isCurrent(sessionId)) {
      return Optional.empty();
    }
    Launch newest = LiveItems.launch(live);
    if (newest != null && newest.attempt() >= attempt) {
      return newest.attempt() == attempt ? Optional.of(newest) : Optional.empty();
    }
    Launch launch =
        new Launch(streamId, sessionId, attempt, parameters, null, around.now(), notBefore, null);
    around
        .table()
        .write(
            Write.check(Key.config(streamId))
                .ifEquals("sessionId", sessionId)
                .ifEquals("ended", false),
            LiveItems.freeze(launch));
    return Optional.of(launch);
  }

  @Override
  public Optional<Launch> current(String streamId) {
    return around
        .config(streamId)
        .map(StreamConfig::sessionId)
        .flatMap(sessionId -> around.table().get(Key.live(streamId, sessionId)))
        .map(LiveItems::launch);
  }

  @Override
  public void started(Launch launch, String taskRef) {
    writeIfNewest(
        Write.update(Key.live(launch.streamId(), launch.sessionId()))
            .ifEquals(LiveItems.ATTEMPT, launch.attempt())
            .set(LiveItems.TASK_REF, taskRef)
            .set(LiveItems.TASK_STARTED_AT, around.now()));
    tell(launch, null, null);
  }

  @Override
  public void failed(Launch launch, Reason reason, String message) {
    tell(launch, reason, message);
  }

  /** What a person reads on the session about its launch, unless it ended or was launched anew. */
  private void tell(Launch launch, @Nullable Reason reason, @Nullable String message) {
    writeIfNewest(
        Write.check(Key.live(launch.streamId(), launch.sessionId()))
            .ifEquals(LiveItems.ATTEMPT, launch.attempt()),
        Write.update(Key.session(launch.streamId(), launch.sessionId()))
            .ifExists()
            .ifMissing("endedAt")
            .set("reason", reason)
            .set("message", message));
  }

  private void writeIfNewest(Write... writes) {
    try {
      around.table().write(writes);
    } catch (ConditionFailed e) {
      // A newer attempt is there, or the session has ended: this launch is nobody's concern any
      // more.
    }
  }

  @Override
  public Page<LiveSession> live(int shard, @Nullable String cursor) {
    if (shard < 0 || shard >= SHARDS) {
      throw new IllegalArgumentException("shard must be 0 to " + (SHARDS - 1));
    }
    if (cursor != null && cursor.isEmpty()) {
      throw new InvalidCursorException();
    }
    Listing listing = Listing.oldestFirst(Key.livePartition(shard), "");
    List<Item> items = around.table().query(listing, cursor, PAGE + 1);
    List<Item> shown = items.size() > PAGE ? items.subList(0, PAGE) : items;
    String next = items.size() > PAGE ? shown.getLast().key().sort() : null;
    return new Page<>(read(shown), next);
  }

  private List<LiveSession> read(List<Item> items) {
    List<Key> keys = new ArrayList<>();
    for (Item item : items) {
      keys.add(Key.config(item.text("streamId")));
      keys.add(Key.lease(item.text("streamId")));
    }
    Map<Key, Item> around = this.around.table().getAll(keys);
    return items.stream().map(item -> read(item, around)).toList();
  }

  private static LiveSession read(Item live, Map<Key, Item> items) {
    String streamId = live.text("streamId");
    String sessionId = live.text("sessionId");
    Item config = items.get(Key.config(streamId));
    Item leaseItem = items.get(Key.lease(streamId));
    Lease lease = leaseItem == null ? null : LeaseStore.read(streamId, leaseItem);
    return new LiveSession(
        config == null ? gone(streamId, sessionId) : StreamConfig.read(config).control(),
        sessionId,
        live.instant("startedAt"),
        LiveItems.launch(live),
        lease != null && lease.sessionId().equals(sessionId) ? lease : null);
  }

  /** Of a stream that was deleted: over, but its task may still be there to be stopped. */
  private static SessionControl gone(String streamId, String sessionId) {
    return new SessionControl(
        streamId, 0, Instant.EPOCH, sessionId, 0, 0, false, null, Duration.ZERO, true);
  }

  @Override
  public boolean leaseSeenOut(Launch launch, Lease lease) {
    Key live = Key.live(launch.streamId(), launch.sessionId());
    Instant now = around.now();
    Optional<Item> before =
        around
            .table()
            .get(live)
            .filter(item -> lease.expiresAt().equals(item.instantOrNull(LiveItems.LEASE_OUT)));
    if (before.isPresent()) {
      Instant seenAt = before.get().instant(LiveItems.LEASE_OUT_SEEN_AT);
      return !now.isBefore(seenAt.plus(SECOND_LOOK));
    }
    writeIfNewest(
        Write.update(live)
            .ifEquals(LiveItems.ATTEMPT, launch.attempt())
            .set(LiveItems.LEASE_OUT, lease.expiresAt())
            .set(LiveItems.LEASE_OUT_SEEN_AT, now));
    return false;
  }

  @Override
  public void putAway(String streamId, String sessionId) {
    writeIfNewest(
        Write.check(Key.config(streamId)).unlessCurrent("ended", "sessionId", sessionId),
        Write.delete(Key.live(streamId, sessionId)));
  }
}
