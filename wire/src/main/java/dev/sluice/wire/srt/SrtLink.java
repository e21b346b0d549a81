package dev.sluice.wire.srt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An SRT connection as its handshake left it. Whoever is given one closes it, or makes an {@link
 * SrtSender} and takes the channel over.
 *
 * @param channel connected to the peer, blocking
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
    @Nullable KeyMaterial key)
    implements AutoCloseable {
  /** Says good-bye and closes the channel. Closing again has no effect. */
  @Override
  public void close() {
    int micros = (int) ((System.nanoTime() - startNanos) / 1000);
    try (channel) {
      channel.write(ByteBuffer.wrap(HandshakePacket.shutdown(peerSocketId, micros)));
    } catch (IOException e) {
      // The peer's idle timeout ends it as well.
    }
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "SrtLink[socketId=%d, peerSocketId=%d, latency=%s]"
        .formatted(socketId, peerSocketId, latency);
  }
}
