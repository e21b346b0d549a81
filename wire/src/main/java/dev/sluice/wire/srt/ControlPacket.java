package dev.sluice.wire.srt;

import java.nio.ByteBuffer;

/** SRT control packets but for the handshake (draft-sharabayko-srt, section 3.2). */
final class ControlPacket {
  static final int KEEPALIVE = 1;
  static final int ACK = 2;
  static final int NAK = 3;
  static final int SHUTDOWN = 5;
  static final int ACKACK = 6;
  static final int DROP_REQUEST = 7;

  private static final int CONTROL = 0x8000_0000;

  private ControlPacket() {}

  /** The type of a control packet, or -1 for data. */
  static int type(ByteBuffer datagram) {
    int word = datagram.getInt(datagram.position());
    return word >= 0 ? -1 : (word >>> 16) & 0x7FFF;
  }

  /**
   * Makes one.
   *
   * @param info the second word: what it means depends on the type
   * @param words the body; libsrt wants four bytes at least
   */
  static ByteBuffer of(int type, int info, int micros, int destinationId, int... words) {
    int body = Math.max(1, words.length);
    ByteBuffer out = ByteBuffer.allocate(SrtSender.HEADER_BYTES + 4 * body);
    out.putInt(CONTROL | type << 16).putInt(info).putInt(micros).putInt(destinationId);
    for (int word : words) {
      out.putInt(word);
    }
    return out.position(0);
  }
}
