package dev.sluice.push.testing;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an {@link RtmpPeer} treats a connection.
 *
 * @param refuseCode the status code with which publish is refused, or null to accept
 * @param refuseWords words beside it
 * @param bytesPerSecond how fast it reads at most; 0 for as fast as it can
 * @param handshakeDelay how long it thinks before its first byte
 * @param garbage it answers with bytes that are no RTMP
 * @param silent it accepts the stream and says nothing any more: no acknowledgement, no answer to
 *     pings
 * @param redirect the URL to which it sends a publisher on that connects, or null
 */
public record Manners(
    @Nullable String refuseCode,
    String refuseWords,
    long bytesPerSecond,
    Duration handshakeDelay,
    boolean garbage,
    boolean silent,
    @Nullable String redirect) {
  public static final Manners GOOD = new Manners(null, "", 0, Duration.ZERO, false, false, null);
  public static final Manners GARBAGE = new Manners(null, "", 0, Duration.ZERO, true, false, null);
  public static final Manners SILENT = new Manners(null, "", 0, Duration.ZERO, false, true, null);

  public static Manners refusing(String code, String words) {
    return new Manners(code, words, 0, Duration.ZERO, false, false, null);
  }

  public static Manners sendingOnTo(String url) {
    return new Manners(null, "", 0, Duration.ZERO, false, false, url);
  }

  public static Manners reading(long bytesPerSecond) {
    return new Manners(null, "", bytesPerSecond, Duration.ZERO, false, false, null);
  }

  public static Manners slowToShakeHands(Duration delay) {
    return new Manners(null, "", 0, delay, false, false, null);
  }
}
