package dev.sluice.wire.srt;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
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

  private static final int MAX_STREAM_ID_BYTES = 512;
  private static final int MAX_LATENCY_MILLIS = 65_535;

  public SrtProbeRequest {
    Objects.requireNonNull(address, "address");
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("the address is not resolved");
    }
    if (streamId.isPresent()
        && streamId.get().getBytes(StandardCharsets.UTF_8).length > MAX_STREAM_ID_BYTES) {
      throw new IllegalArgumentException("the stream id is longer than 512 bytes");
    }
    if (passphrase.isPresent()
        && (passphrase.get().length() < 10 || passphrase.get().length() > 79)) {
      throw new IllegalArgumentException("the passphrase is not of 10 to 79 characters");
    }
    if (latency.isNegative() || latency.toMillis() > MAX_LATENCY_MILLIS) {
      throw new IllegalArgumentException("the latency is not within 0 to 65,535 ms");
    }
  }

  /** Without the passphrase and the stream id, which may hold a key. */
  @Override
  public String toString() {
    return "SrtProbeRequest[" + address + "]";
  }
}
