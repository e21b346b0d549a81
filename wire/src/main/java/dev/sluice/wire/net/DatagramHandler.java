package dev.sluice.wire.net;

import java.nio.ByteBuffer;

/** What happens to a {@link DatagramLink}, told on its loop's thread. */
public interface DatagramHandler {
  /**
   * One datagram of the peer's, from position to limit. The buffer belongs to the loop and is
   * reused after the call.
   */
  void onDatagram(ByteBuffer datagram);

  /**
   * The peer's host says that nobody listens there, the network fails for good, or the loop ends.
   * The last call.
   *
   * @param message one sentence for a person; names no secret
   */
  void onBroken(String message);
}
