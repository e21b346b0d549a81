package dev.sluice.wire.srt;

import java.security.SecureRandom;
import java.time.Duration;

/**
 * Does an SRT caller's handshake with a peer to learn what it has against us, then leaves
 * (draft-sharabayko-srt, section 4.3.1).
 *
 * <p>Blocks the calling thread up to the deadline, and holds one UDP socket meanwhile. A peer that
 * accepts is told at once that we leave; should that one datagram be lost, its own idle timeout (5
 * s in libsrt) ends the connection. Thread-safe.
 */
public final class SrtHandshakeProbe {

  private final SecureRandom random;

  /** A probe with randomness of its own. */
  public SrtHandshakeProbe() {
    this(new SecureRandom());
  }

  /** A probe whose socket ids and keys come from {@code random}. */
  public SrtHandshakeProbe(SecureRandom random) {
    this.random = random;
  }

  /**
   * Asks.
   *
   * @param deadline how long the whole may take; 2 s is plenty for any distance
   * @return what the peer answered; never throws for what the peer or the network does
   */
  public SrtProbeResult probe(SrtProbeRequest request, Duration deadline) {
    SrtCall call = SrtCaller.call(request, deadline, random);
    SrtLink link = call.link();
    if (link != null) {
      link.close();
    }
    return call.result();
  }
}
