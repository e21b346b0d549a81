package dev.sluice.functions.launch;

import dev.sluice.catalog.launch.Launch;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When a task that died is started again. The first crash at once; a task that keeps dying young
 * after 2, 4, 8 … 60 s; after {@link #MAX_CRASHES} in a row never. A task that lived {@link
 * #HEALTHY} counts as well. The count travels in the frozen parameters, so it needs no item of its
 * own.
 */
final class CrashBackoff {
  static final int MAX_CRASHES = 10;
  static final Duration HEALTHY = Duration.ofMinutes(5);
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final String CRASHES = "crashes";

  private CrashBackoff() {}

  /** How often in a row tasks have died young, the given dead one included. */
  static int crashes(Launch dead, Instant now) {
    Instant began = dead.startedAt() == null ? dead.createdAt() : dead.startedAt();
    boolean healthy = !now.isBefore(began.plus(HEALTHY));
    return healthy ? 1 : 1 + Integer.parseInt(dead.parameters().getOrDefault(CRASHES, "0"));
  }

  static Map<String, String> withCrashes(Map<String, String> parameters, int crashes) {
    var all = new HashMap<>(parameters);
    all.put(CRASHES, Integer.toString(crashes));
    return all;
  }

  /** Null for at once. */
  static @Nullable Instant notBefore(int crashes, Instant now) {
    if (crashes <= 1) {
      return null;
    }
    long seconds = Math.min(1L << Math.min(crashes - 1, 30), LONGEST.toSeconds());
    return now.plusSeconds(seconds);
  }
}
