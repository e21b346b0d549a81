package dev.sluice.push.output;

import java.time.Duration;

/**
 * The patience of outputs.
 *
 * @param publishTimeout from a connection to the peer's taking the stream
 * @param closePatience for the peer's last words when a connection is closed
 * @param pingEvery between questions for a sign of life
 * @param stalledAfter without progress. With the time between two checks on either side of it this
 *     stays under 10 s
 * @param stalledGrace from there to giving the connection up
 * @param maxLag how far behind a target may fall before it skips to the newest key frame
 * @param maxLagBytes the same in bytes
 * @param skipsPerMinute at this many it is reconnected
 */
public record OutputTiming(
    Duration publishTimeout,
    Duration closePatience,
    Duration pingEvery,
    Duration stalledAfter,
    Duration stalledGrace,
    Duration maxLag,
    long maxLagBytes,
    int skipsPerMinute) {
  public static final OutputTiming DEFAULT =
      new OutputTiming(
          Duration.ofSeconds(10),
          Duration.ofMillis(1500),
          Duration.ofSeconds(2),
          Duration.ofSeconds(9),
          Duration.ofSeconds(4),
          Duration.ofSeconds(8),
          16L << 20,
          3);

  /** The same with another {@link #maxLag}. */
  public OutputTiming withMaxLag(Duration newMaxLag) {
    return new OutputTiming(
        publishTimeout,
        closePatience,
        pingEvery,
        stalledAfter,
        stalledGrace,
        newMaxLag,
        maxLagBytes,
        skipsPerMinute);
  }
}
