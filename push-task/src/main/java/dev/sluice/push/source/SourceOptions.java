package dev.sluice.push.source;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How a source is opened and watched.
 *
 * @param openWithin longest time for connecting and finding the tracks
 * @param silentFor nothing read for this long: the source is lost
 * @param firstRetry pause before the first opening again, doubling to {@code longestRetry}
 * @param caFile PEM file of further certificate authorities trusted for RTMPS and HTTPS, or null
 * @param nanoTime a clock that only rises, as {@link System#nanoTime}
 */
public record SourceOptions(
    Duration openWithin,
    Duration silentFor,
    Duration firstRetry,
    Duration longestRetry,
    @Nullable Path caFile,
    LongSupplier nanoTime) {
  public SourceOptions {
    requirePositive(openWithin);
    requirePositive(silentFor);
    requirePositive(firstRetry);
    if (longestRetry.compareTo(firstRetry) < 0) {
      throw new IllegalArgumentException("the longest pause is shorter than the first");
    }
  }

  /** 10 s to open, 5 s of silence, 250 ms to 1 s between attempts. */
  public static SourceOptions standard(@Nullable Path caFile) {
    return new SourceOptions(
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        caFile,
        System::nanoTime);
  }

  private static void requirePositive(Duration duration) {
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException("not a positive time: " + duration);
    }
  }
}
