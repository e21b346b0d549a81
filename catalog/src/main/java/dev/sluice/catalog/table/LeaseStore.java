package dev.sluice.catalog.table;

import dev.sluice.catalog.session.Lease;
import dev.sluice.catalog.session.LeaseLostException;
import dev.sluice.catalog.session.Leases;
import java.time.Instant;
import java.util.Optional;

/**
 * {@link Leases} in the table: one {@code LEASE} item per stream, written by tasks alone. Its fence
 * outlives sessions, so that a status of an earlier session never looks newer than one of this.
 */
final class LeaseStore implements Leases {
  private final Surroundings around;

  LeaseStore(Surroundings around) {
    this.around = around;
  }

  @Override
  public Lease acquire(String streamId, String sessionId, int attempt, String owner) {
    return around.table().untilItHolds(() -> tryAcquire(streamId, sessionId, attempt, owner));
  }

  private Lease tryAcquire(String streamId, String sessionId, int attempt, String owner) {
    StreamConfig config =
        around
            .config(streamId)
            .filter(c -> c.isCurrent(sessionId))
            .orElseThrow(() -> new LeaseLostException("the session is not the current one"));
    Optional<Lease> held = find(streamId);
    if (held.isPresent()
        && held.get().sessionId().equals(sessionId)
        && held.get().attempt() > attempt) {
      throw new LeaseLostException("attempt " + held.get().attempt() + " has taken over");
    }
    long seenFence = held.map(Lease::fence).orElse(0L);
    Lease lease = new Lease(streamId, sessionId, attempt, owner, seenFence + 1, expiry());
    Write write =
        Write.put(Key.lease(streamId))
            .set("sessionId", sessionId)
            .set("attempt", attempt)
            .set("owner", owner)
            .set("fence", lease.fence())
            .set("until", lease.expiresAt());
    around
        .table()
        .write(
            Write.check(Key.config(config.streamId()))
                .ifEquals("sessionId", sessionId)
                .ifEquals("ended", false),
            held.isPresent() ? write.ifEquals("fence", seenFence) : write.ifAbsent());
    return lease;
  }

  @Override
  public Lease renew(Lease lease) {
    Instant until = expiry();
    try {
      around.table().writeAlone(ofHolder(lease).set("until", until));
    } catch (ConditionFailed e) {
      throw new LeaseLostException("another task has taken the lease over");
    }
    return new Lease(
        lease.streamId(), lease.sessionId(), lease.attempt(), lease.owner(), lease.fence(), until);
  }

  @Override
  public void release(Lease lease) {
    try {
      around.table().writeAlone(ofHolder(lease).set("until", around.now()));
    } catch (ConditionFailed e) {
      // Taken over: it is the other's now.
    }
  }

  /** The fence alone tells the holder: every take-over raises it. */
  private static Write ofHolder(Lease lease) {
    return Write.update(Key.lease(lease.streamId())).ifEquals("fence", lease.fence());
  }

  private Instant expiry() {
    return around.now().plus(LENGTH);
  }

  @Override
  public Optional<Lease> find(String streamId) {
    return around.table().get(Key.lease(streamId)).map(item -> read(streamId, item));
  }

  static Lease read(String streamId, Item item) {
    return new Lease(
        streamId,
        item.text("sessionId"),
        (int) item.number("attempt"),
        item.text("owner"),
        item.number("fence"),
        item.instant("until"));
  }
}
