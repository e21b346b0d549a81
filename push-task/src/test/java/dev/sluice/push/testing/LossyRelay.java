package dev.sluice.push.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A network between one UDP client and one server on loopback that loses packets both ways. */
public final class LossyRelay implements AutoCloseable {
  /** What comes first is the handshake, which is not what is tested. */
  private static final int UNHARMED = 20;

  private final DatagramChannel front;
  private final DatagramChannel back;
  private final Random random = new Random(11);
  private final int oneIn;
  private final AtomicInteger seen = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private volatile @Nullable SocketAddress client;

  private LossyRelay(int serverPort, int oneIn) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    this.oneIn = oneIn;
    front = DatagramChannel.open().bind(new InetSocketAddress(loopback, 0));
    back = DatagramChannel.open().connect(new InetSocketAddress(loopback, serverPort));
    Thread.ofPlatform().daemon().name("relay-there").start(this::there);
    Thread.ofPlatform().daemon().name("relay-back").start(this::back);
  }

  /**
   * Begins to relay.
   *
   * @param oneIn on average one packet in so many is lost
   */
  public static LossyRelay to(int serverPort, int oneIn) {
    try {
      return new LossyRelay(serverPort, oneIn);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    try {
      return ((InetSocketAddress) front.getLocalAddress()).getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Packets lost so far. */
  public int lost() {
    return lost.get();
  }

  private void there() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(2_000);
    while (front.isOpen()) {
      try {
        client = front.receive(buffer.clear());
        if (!isLost()) {
          back.write(buffer.flip());
        }
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        // The server is not there yet: the client tries again.
      }
    }
  }

  private void back() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(2_000);
    while (back.isOpen()) {
      try {
        back.read(buffer.clear());
        SocketAddress to = client;
        if (to != null && !isLost()) {
          front.send(buffer.flip(), to);
        }
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        // As above.
      }
    }
  }

  private synchronized boolean isLost() {
    boolean is = seen.incrementAndGet() > UNHARMED && random.nextInt(oneIn) == 0;
    lost.addAndGet(is ? 1 : 0);
    return is;
  }

  @Override
  public void close() {
    try (front;
        back) {
      lost.get();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
