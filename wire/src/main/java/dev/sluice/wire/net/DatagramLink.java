package dev.sluice.wire.net;

import java.io.IOException;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;

/**
 * A UDP socket with one peer, on a loop. What the kernel has no room for is lost, as it may be on
 * the way: there is no queue. Every method is called on the loop's thread.
 */
public final class DatagramLink {
  /** Datagrams read in one go, so that no peer can keep the loop to itself. */
  private static final int MAX_READS = 64;

  private final EventLoop loop;
  private final DatagramChannel channel;
  private final DatagramHandler handler;
  private final Member member = new Member();
  private boolean open = true;

  private DatagramLink(EventLoop loop, DatagramChannel channel, DatagramHandler handler) {
    this.loop = loop;
    this.channel = channel;
    this.handler = handler;
  }

  /**
   * Takes over a connected channel.
   *
   * @throws IOException if the loop cannot watch it; it is closed then
   */
  public static DatagramLink open(EventLoop loop, DatagramChannel channel, DatagramHandler handler)
      throws IOException {
    DatagramLink link = new DatagramLink(loop, channel, handler);
    try {
      SelectionKey unused = loop.register(channel, SelectionKey.OP_READ, link.member);
      assert unused.isValid();
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    loop.join(link.member);
    return link;
  }

  /** Sends one datagram, or drops it when the kernel has no room. */
  public void send(ByteBuffer datagram) {
    if (!open) {
      return;
    }
    try {
      channel.write(datagram);
    } catch (PortUnreachableException e) {
      broken("nobody listens at the peer's port");
    } catch (IOException e) {
      // Routes come and go; who is silent for too long is found out by whoever uses the link.
      datagram.position(datagram.limit());
    }
  }

  /** Closes without a word to handler or peer. */
  public void close() {
    if (open) {
      open = false;
      loop.leave(member);
      Sockets.closeQuietly(channel);
    }
  }

  private void broken(String message) {
    if (open) {
      close();
      loop.defer(() -> handler.onBroken(message));
    }
  }

  private final class Member implements LoopMember {
    @Override
    public void ready(int readyOps) {
      for (int i = 0; i < MAX_READS && open; i++) {
        ByteBuffer buffer = loop.buffers().read();
        try {
          if (channel.read(buffer) <= 0) {
            return;
          }
        } catch (PortUnreachableException e) {
          broken("nobody listens at the peer's port");
          return;
        } catch (IOException e) {
          broken("the network failed: " + e.getMessage());
          return;
        }
        handler.onDatagram(buffer.flip());
      }
    }

    @Override
    public void loopClosing() {
      broken("the loop has ended");
    }

    @Override
    public void fault(Throwable fault) {
      broken("a fault on our side: " + fault.getClass().getSimpleName());
    }
  }
}
