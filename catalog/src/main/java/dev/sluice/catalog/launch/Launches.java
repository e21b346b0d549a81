package dev.sluice.catalog.launch;

import dev.sluice.catalog.page.Page;
import dev.sluice.catalog.session.Lease;
import dev.sluice.catalog.status.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The attempts at starting tasks, and the list of live sessions that {@code reconcile} walks.
 * Thread-safe.
 */
public interface Launches {
  /** The least time between two looks at a lease that has run out. */
  Duration SECOND_LOOK = Duration.ofSeconds(2);

  /** The shards of the live list. */
  int SHARDS = 8;

  /**
   * Freezes the parameters of an attempt: the first caller's stand, every later caller of the same
   * attempt gets those.
   *
   * @return empty when the session has ended or a newer attempt is there
   */
  Optional<Launch> freeze(
      String streamId,
      String sessionId,
      int attempt,
      Map<String, String> parameters,
      @Nullable Instant notBefore);

  /** The newest attempt of the stream's current session. */
  Optional<Launch> current(String streamId);

  /** The task of this attempt was started. */
  void started(Launch launch, String taskRef);

  /**
   * The task of this attempt could not be started; shown on the session, which stays to be tried
   * again.
   */
  void failed(Launch launch, Reason reason, String message);

  /** One page of the live sessions of a shard, ended ones too until {@link #putAway}. */
  Page<LiveSession> live(int shard, @Nullable String cursor);

  /**
   * Tells that the lease of a launch's task was seen to have run out. Once may be the table's
   * fault: while it was away no task could renew, and each does so within seconds of its return.
   *
   * @return whether the same lease was seen so before, and at least {@link #SECOND_LOOK} ago
   */
  boolean leaseSeenOut(Launch launch, Lease lease);

  /** Takes an ended session whose task is gone from the live list. */
  void putAway(String streamId, String sessionId);
}
