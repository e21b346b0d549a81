package dev.sluice.wire.srt;

import java.nio.ByteBuffer;

/** What an {@link SrtSender} needs and tells, on its caller's thread. */
public interface SrtSenderListener {
  /** Sends a datagram to the peer, or loses it. */
  void transmit(ByteBuffer datagram);

  /** The peer has closed the connection, or has been silent for too long. The last call. */
  void onEnded(SrtEnd end);
}
