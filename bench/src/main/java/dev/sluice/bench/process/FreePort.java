package dev.sluice.bench.process;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A port of this machine that nobody listens on right now. It is given once, and lies below those
 * that Linux gives to outgoing connections: a trial opens hundreds before all its servers listen.
 * From any thread.
 */
public final class FreePort {
  private static final int LOWEST = 12_000;
  private static final int COUNT = 20_000;
  private static final int TRIES = 1_000;

  private static final AtomicInteger next =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

  /** Takes the port, or fails. */
  private interface Binding {
    Closeable to(InetSocketAddress address) throws IOException;
  }

  private FreePort() {}

  public static int tcp() throws IOException {
    return free(address -> new ServerSocket(address.getPort(), 1, address.getAddress()));
  }

  public static int udp() throws IOException {
    return free(DatagramSocket::new);
  }

  private static int free(Binding binding) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      int port = LOWEST + Math.floorMod(next.getAndIncrement(), COUNT);
      try (Closeable _ =
          binding.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
        return port;
      } catch (IOException e) {
        // Somebody has it.
      }
    }
    throw new IOException("no port of " + LOWEST + " and above is free");
  }
}
