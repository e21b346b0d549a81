package dev.sluice.push.engine;

import dev.sluice.catalog.status.PushStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Pushes one source to many targets and keeps them apart: whatever one target does, no other loses
 * a frame. Thread-safe.
 *
 * <p>The engine owns its targets' connections and states; it asks its source for the variants they
 * need, and is told of the source's coming and going by being its listener.
 */
public interface PushEngine extends AutoCloseable {
  /**
   * Makes the wanted pushes so: opens what is new, closes what is gone, reconnects what goes
   * elsewhere, and leaves every other connection untouched. Returns at once.
   *
   * @param revision of the configuration the list was read at
   * @param revisedAt when that revision was written, for {@link PushStatus#appliedAfterMillis}
   */
  void apply(long revision, Instant revisedAt, List<PushSpec> wanted);

  /** The status of every push that has not ended, or whose end has yet to be {@link #reported}. */
  Collection<PushStatus> statuses();

  /**
   * These are where others read them. Of a push whose end is among them nothing is left: wanted
   * again, it begins anew, its counters too.
   */
  void reported(Collection<PushStatus> written);

  /**
   * Called on each change of a push's state, from the engine's thread; at most one, set before the
   * first apply.
   */
  void onStateChange(Runnable listener);

  /** Unpublishes every target in parallel and closes; at most {@code deadline}. */
  void stop(Duration deadline);

  /** {@link #stop} with the default deadline of 5 s. */
  @Override
  void close();
}
