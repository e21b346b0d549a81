package dev.sluice.wire.net;

import java.nio.channels.SocketChannel;
import java.util.OptionalLong;

/** Asks the kernel how many bytes of a TCP connection its peer has not acknowledged. */
final class UnackedBytes {
  private UnackedBytes() {}

  static OptionalLong of(SocketChannel channel) {
    return channel.isOpen() ? OptionalLong.empty() : OptionalLong.of(0);
  }
}
