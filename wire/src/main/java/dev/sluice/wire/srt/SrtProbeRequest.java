package dev.sluice.wire.srt;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * What to ask a peer.
 *
 * @param address the peer, resolved and allowed already
 * @param streamId the stream id, sent byte for byte in UTF-8; up to 512 bytes
 * @param passphrase the pre-shared secret, 10 to 79 characters
 * @param latency what we offer as receiver and sender latency, up to 65,535 ms
 */
public record SrtProbeRequest(
    InetSocketAddress address,
    Optional<String> streamId,
    Optional<String> passphrase,
    Duration latency) {

  /** Without the passphrase and the stream id, which may hold a key. */
  @Override
  public String toString() {
    return "SrtProbeRequest[" + address + "]";
  }
}
