package dev.sluice.catalog.session;

import java.time.Duration;
import java.util.Optional;

/**
 * The leases. Only a failed condition means that a lease is lost; throttling and network errors
 * surface as the SDK's own exceptions, and the holder keeps pushing.
 */
public interface Leases {
  Duration LENGTH = Duration.ofSeconds(15);
  Duration RENEWAL = Duration.ofSeconds(5);

  /**
   * Takes the lease: the same or a newer attempt takes it over at once, with the fence raised; an
   * older one never.
   *
   * @throws LeaseLostException when a newer attempt holds it, or the session is not the stream's
   *     current one
   */
  Lease acquire(String streamId, String sessionId, int attempt, String owner);

  /**
   * Extends the lease by {@link #LENGTH} from now.
   *
   * @throws LeaseLostException when it was taken over
   */
  Lease renew(Lease lease);

  /** Gives it back, so that nobody waits for it to run out. Does nothing when it was taken over. */
  void release(Lease lease);

  /** The lease as it stands, run out or not. */
  Optional<Lease> find(String streamId);
}
