package dev.sluice.wire.rtmp;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/**
 * The simple handshake (Adobe RTMP 1.0, section 5.2), either side. The digests of Flash Player's
 * handshake are neither sent nor checked: the four bytes behind the time are 0, which tells a peer
 * that knows them (FFmpeg, OBS, librtmp, GStreamer, nginx-rtmp) not to expect any. Nor is the echo
 * checked: none of those peers does, and some servers echo wrongly.
 */
final class Handshake {
  private static final int VERSION = 3;
  private static final int BLOCK = 1_536;
  private static final int TLS_ALERT = 0x15;

  private final boolean client;
  private final byte[] ownBlock = new byte[BLOCK];
  private final byte[] peerBlock = new byte[BLOCK];
  private int received;

  private Handshake(boolean client, RandomGenerator random) {
    this.client = client;
    byte[] noise = new byte[BLOCK - 8];
    random.nextBytes(noise);
    System.arraycopy(noise, 0, ownBlock, 8, noise.length);
  }

  static Handshake client(RandomGenerator random) {
    return new Handshake(true, random);
  }

  static Handshake server(RandomGenerator random) {
    return new Handshake(false, random);
  }

  /** What a client says first: C0 and C1. */
  void begin(OutgoingBytes out) {
    if (client) {
      greet(out);
    }
  }

  boolean isDone() {
    return received == 1 + 2 * BLOCK;
  }

  /** Takes the peer's version, block and echo; leaves what comes behind them. */
  void receive(ByteBuffer in, OutgoingBytes out) throws RtmpProtocolException {
    while (in.hasRemaining() && !isDone()) {
      if (received == 0) {
        checkVersion(in.get() & 0xFF);
        received++;
      } else if (received <= BLOCK) {
        int part = Math.min(in.remaining(), BLOCK + 1 - received);
        in.get(peerBlock, received - 1, part);
        received += part;
        if (received == BLOCK + 1) {
          answer(out);
        }
      } else {
        int part = Math.min(in.remaining(), 1 + 2 * BLOCK - received);
        in.position(in.position() + part);
        received += part;
      }
    }
  }

  private void answer(OutgoingBytes out) {
    if (!client) {
      greet(out);
    }
    out.room(BLOCK).put(peerBlock);
  }

  private void greet(OutgoingBytes out) {
    out.room(1 + BLOCK).put((byte) VERSION).put(ownBlock);
  }

  private void checkVersion(int version) throws RtmpProtocolException {
    if (version == VERSION) {
      return;
    }
    String what =
        switch (version) {
          case 'H' -> "it answers like a web server";
          case TLS_ALERT -> "it expects TLS (use rtmps://)";
          default -> "its first byte is " + version + " and not 3";
        };
    throw new RtmpProtocolException("The peer does not speak RTMP here: " + what + ".");
  }
}
