package dev.sluice.wire.net;

import java.nio.ByteBuffer;
import java.util.Random;

/**
 * Writes pseudo-random bytes as fast as they are taken, in buffers of uneven sizes from a ring of
 * its own, as a fan-out does.
 */
class Sender extends RecordingHandler {

  private final byte[] ring = new byte[1 << 20];
  private final ByteBuffer direct = ByteBuffer.allocateDirect(ring.length);
  private final Random sizes = new Random(11);
  private final long total;
  private long sent;

  Sender(long total) {
    this.total = total;
    new Random(5).nextBytes(ring);
    direct.put(ring).clear();
  }

  /** The byte at an offset of the whole. */
  byte byteAt(long offset) {
    return ring[(int) (offset % ring.length)];
  }

  long sent() {
    return sent;
  }

  @Override
  public void onConnected(Connection connection) {
    connection.wantWrite(true);
    super.onConnected(connection);
  }

  @Override
  public void onWritable(Connection connection) {
    if (sent == total) {
      connection.wantWrite(false);
      done(connection);
      return;
    }
    ByteBuffer[] offer = new ByteBuffer[3];
    long at = sent;
    for (int i = 0; i < offer.length; i++) {
      int start = (int) (at % ring.length);
      int most = (int) Math.min(ring.length - start, total - at);
      int length = Math.min(most, sizes.nextInt(40_000));
      offer[i] = direct.slice(start, length);
      at += length;
    }
    sent += connection.write(offer, offer.length);
  }

  /** Everything was taken. */
  void done(Connection connection) {}
}
