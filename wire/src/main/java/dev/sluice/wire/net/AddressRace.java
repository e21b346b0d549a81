package dev.sluice.wire.net;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Connects to the first address that answers, in the spirit of RFC 8305 (Happy Eyeballs), section
 * 5: each address has a head start over the next, an address that fails is followed at once.
 * Confined to the loop's thread.
 */
final class AddressRace {

  private final EventLoop loop;
  private final ConnectorOptions options;
  private final int port;
  private final ArrayDeque<InetAddress> waiting;
  private final List<Runner> running = new ArrayList<>();
  private final Consumer<SocketChannel> onWon;
  private final Runnable onLost;
  private @Nullable Cancellable nextStart;
  private boolean refused;
  private boolean cutOff;
  private @Nullable String unreachable;

  /**
   * A race that is not begun.
   *
   * @param addresses in the order to try them
   * @param onWon takes over the connected socket, which is registered with the loop
   * @param onLost told when every address has failed; {@link #failure} says how
   */
  AddressRace(
      EventLoop loop,
      ConnectorOptions options,
      List<InetAddress> addresses,
      int port,
      Consumer<SocketChannel> onWon,
      Runnable onLost) {
    this.loop = loop;
    this.options = options;
    this.port = port;
    this.waiting = new ArrayDeque<>(addresses);
    this.onWon = onWon;
    this.onLost = onLost;
  }

  /** Starts the next address, and the one after it when its head start is over. */
  void startNext() {
    cancelNextStart();
    InetAddress address = waiting.poll();
    if (address == null) {
      if (running.isEmpty()) {
        onLost.run();
      }
      return;
    }
    if (!waiting.isEmpty()) {
      nextStart = loop.schedule(options.attemptDelay(), this::startNext);
    }
    Runner runner = new Runner(address);
    running.add(runner);
    runner.start();
  }

  /** Closes every socket of the race. */
  void stop() {
    cancelNextStart();
    waiting.clear();
    List.copyOf(running).forEach(Runner::close);
  }

  /** What the addresses came to, when none connected. */
  ConnectFailure failure(Endpoint endpoint) {
    if (refused) {
      return new ConnectFailure(
          ConnectFailure.Kind.CONNECT_REFUSED,
          endpoint + " refused the connection; is the port right, and the server up?");
    }
    if (cutOff) {
      return new ConnectFailure(
          ConnectFailure.Kind.REMOTE_CLOSED,
          endpoint + " took the connection and reset it at once");
    }
    if (unreachable != null) {
      return new ConnectFailure(
          ConnectFailure.Kind.CONNECT_TIMEOUT,
          endpoint + " cannot be reached from here: " + unreachable);
    }
    return new ConnectFailure(
        ConnectFailure.Kind.CONNECT_TIMEOUT, endpoint + " did not answer in time");
  }

  private void cancelNextStart() {
    if (nextStart != null) {
      nextStart.cancel();
      nextStart = null;
    }
  }

  /** One address being connected to. */
  private final class Runner implements LoopMember {
    private final InetAddress address;
    private @Nullable SocketChannel channel;

    Runner(InetAddress address) {
      this.address = address;
    }

    void start() {
      try {
        // A socket of the address's own family: shows as such in the kernel's tables.
        SocketChannel opened =
            SocketChannel.open(
                address instanceof Inet6Address
                    ? StandardProtocolFamily.INET6
                    : StandardProtocolFamily.INET);
        channel = opened;
        opened.setOption(StandardSocketOptions.SO_SNDBUF, options.sendBufferBytes());
        opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
        SelectionKey key = loop.register(opened, 0, this);
        if (opened.connect(new InetSocketAddress(address, port))) {
          won(opened);
        } else {
          key.interestOps(SelectionKey.OP_CONNECT);
        }
      } catch (IOException | RuntimeException e) {
        // Runtime: a family this machine does not have (UnsupportedAddressTypeException).
        lost(e);
      }
    }

    @Override
    public void ready(int readyOps) {
      SocketChannel connecting = channel;
      if (connecting == null) {
        return;
      }
      try {
        if (connecting.finishConnect()) {
          won(connecting);
        }
      } catch (IOException e) {
        lost(e);
      }
    }

    private void won(SocketChannel connected) {
      channel = null;
      running.remove(this);
      stop();
      onWon.accept(connected);
    }

    private void lost(Exception failure) {
      String message = String.valueOf(failure.getMessage());
      if (failure instanceof ConnectException && message.contains("refused")) {
        refused = true;
      } else if (message.contains("reset")) {
        cutOff = true;
      } else {
        unreachable = message;
      }
      close();
      startNext();
    }

    void close() {
      running.remove(this);
      SocketChannel open = channel;
      channel = null;
      if (open != null) {
        Sockets.closeQuietly(open);
      }
    }

    @Override
    public void fault(Throwable fault) {
      lost(new IOException("internal fault", fault));
    }

    @Override
    public void loopClosing() {
      close();
    }
  }
}
