package dev.sluice.push.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Passes TCP on to a server, until it freezes: connections stay, and nothing comes any more. */
final class FreezingRelay implements AutoCloseable {
  private final ServerSocket listener;
  private final int serverPort;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean frozen;

  FreezingRelay(int serverPort) throws IOException {
    this.serverPort = serverPort;
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  void freeze() {
    frozen = true;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    threads.shutdownNow();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        threads.execute(() -> relay(client));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void relay(Socket client) {
    try (client) {
      Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
      threads.execute(() -> copy(server, client));
      copy(client, server);
    } catch (IOException e) {
      // The server does not listen yet: whoever asked asks again.
    }
  }

  private void copy(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      byte[] bytes = new byte[1 << 14];
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        if (!frozen) {
          to.getOutputStream().write(bytes, 0, read);
        }
      }
    } catch (IOException e) {
      // One side has gone: so goes the other.
    }
  }
}
