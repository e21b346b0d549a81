package dev.sluice.wire.flv;

import java.nio.ByteBuffer;

/** Four characters as a number, whatever the buffer's byte order. */
final class FourCc {
  private FourCc() {}

  static int at(ByteBuffer body, int index) {
    return (body.get(index) & 0xFF) << 24
        | (body.get(index + 1) & 0xFF) << 16
        | (body.get(index + 2) & 0xFF) << 8
        | (body.get(index + 3) & 0xFF);
  }
}
