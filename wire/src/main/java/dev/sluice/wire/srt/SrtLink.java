package dev.sluice.wire.srt;

import java.nio.channels.DatagramChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An SRT connection as its handshake left it.
 *
 * @param channel connected to the peer, blocking; whoever is given the link closes it
 * @param socketId ours
 * @param peerSocketId the peer's
 * @param initialSequence of our first data packet
 * @param latency the receiver's buffer that both sides agreed on
 * @param startNanos when our timestamps began, by {@link System#nanoTime}
 * @param key what to encrypt with, or null
 */
public record SrtLink(
    DatagramChannel channel,
    int socketId,
    int peerSocketId,
    int initialSequence,
    Duration latency,
    long startNanos,
    @Nullable KeyMaterial key) {
  /** Without the key. */
  @Override
  public String toString() {
    return "SrtLink[socketId=%d, peerSocketId=%d, latency=%s]"
        .formatted(socketId, peerSocketId, latency);
  }
}
