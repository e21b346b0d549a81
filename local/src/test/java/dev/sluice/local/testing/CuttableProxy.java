package dev.sluice.local.testing;

import dev.sluice.local.net.Loopback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to a server that a test can cut: connections are reset, new ones refused by reset. */
public final class CuttableProxy implements AutoCloseable {

  private final ServerSocket door;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile int target;
  private volatile boolean cut;

  private CuttableProxy(ServerSocket door) {
    this.door = door;
  }

  /** Listens; {@link #before} names the server. */
  public static CuttableProxy open() throws IOException {
    ServerSocket door = new ServerSocket();
    door.bind(Loopback.port(0));
    return new CuttableProxy(door);
  }

  /** Stands before a server from now on; answers its own address. */
  public URI before(URI server) {
    target = server.getPort();
    Thread _ = Thread.ofVirtual().name("proxy").start(this::accept);
    return URI.create("http://127.0.0.1:" + door.getLocalPort());
  }

  /** Nothing goes through from now on. */
  public void cut() {
    cut = true;
    open.forEach(CuttableProxy::reset);
  }

  /** All is well again. */
  public void mend() {
    cut = false;
  }

  @Override
  public void close() throws IOException {
    door.close();
    cut();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        if (cut) {
          reset(client);
        } else {
          serve(client, new Socket(Loopback.address(), target));
        }
      } catch (IOException e) {
        if (!door.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void serve(Socket client, Socket server) {
    open.add(client);
    open.add(server);
    Thread _ = Thread.ofVirtual().start(() -> copy(client, server));
    Thread _ = Thread.ofVirtual().start(() -> copy(server, client));
  }

  private void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // Cut, or either side has gone.
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static void reset(Socket socket) {
    try (socket) {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // It has gone already.
    }
  }
}
