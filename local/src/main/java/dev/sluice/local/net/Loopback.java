package dev.sluice.local.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** 127.0.0.1: all that the local run listens on. */
public final class Loopback {

  /** The address as text. */
  public static final String HOST = "127.0.0.1";

  private static final byte[] BYTES = {127, 0, 0, 1};

  private Loopback() {}

  /** The address itself, whatever the machine prefers for localhost. */
  public static InetAddress address() {
    try {
      return InetAddress.getByAddress(HOST, BYTES);
    } catch (UnknownHostException e) {
      throw new AssertionError("four bytes are an address", e);
    }
  }

  /** A port of the address; 0 lets the system choose. */
  public static InetSocketAddress port(int port) {
    return new InetSocketAddress(address(), port);
  }

  /**
   * A TCP port that nobody listens on right now, for a program that cannot be given port 0.
   * Somebody else may take it first: whoever uses it tries again with another.
   *
   * @throws IOException if there is none
   */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(port(0));
      return socket.getLocalPort();
    }
  }
}
