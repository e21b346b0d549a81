package dev.sluice.push.engine;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which revision of the configuration a push has followed, and how long that took. */
final class Applied {
  private long wanted;
  private Instant wantedAt = Instant.EPOCH;
  private boolean awaited;
  private long revision;
  private @Nullable Long afterMillis;

  /** A revision was read. */
  void want(long newRevision, Instant revisedAt) {
    wanted = newRevision;
    wantedAt = revisedAt;
  }

  /** It concerns this push: it is followed once the next attempt's outcome is known. */
  void await() {
    awaited = true;
  }

  /** Unless an outcome is awaited, it is followed by doing nothing. */
  void untouched(Instant now) {
    if (!awaited) {
      outcome(now);
    }
  }

  /** Publish was accepted or refused, or the connection closed. */
  void outcome(Instant now) {
    awaited = false;
    if (revision != wanted || afterMillis == null) {
      revision = wanted;
      afterMillis = Math.max(0, Duration.between(wantedAt, now).toMillis());
    }
  }

  long revision() {
    return revision;
  }

  @Nullable Long afterMillis() {
    return afterMillis;
  }
}
