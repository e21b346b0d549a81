package dev.sluice.local.demo.receiver;

import dev.sluice.local.net.Loopback;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bytes from one socket to another. */
final class Pipe {

  private static final Logger LOG = LoggerFactory.getLogger(Pipe.class);
  private static final Duration LISTENS_WITHIN = Duration.ofSeconds(10);
  private static final Duration RETRY = Duration.ofMillis(10);

  private Pipe() {}

  /**
   * Connects to a process that will listen on a port soon.
   *
   * @throws IOException if it has ended, or does not listen within 10 s
   */
  static Socket connect(int port, Process process) throws IOException {
    long deadline = System.nanoTime() + LISTENS_WITHIN.toNanos();
    while (true) {
      try {
        Socket socket = new Socket(Loopback.address(), port);
        socket.setTcpNoDelay(true);
        return socket;
      } catch (ConnectException e) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          throw e;
        }
        LockSupport.parkNanos(RETRY.toNanos());
      }
    }
  }

  /**
   * Copies both ways until the client ends; then the other side gets what was read, and its end.
   */
  static void both(Socket client, Socket server) throws IOException {
    Thread back = Thread.ofVirtual().name("answers").start(() -> copy(server, client));
    try {
      client.getInputStream().transferTo(server.getOutputStream());
      server.shutdownOutput();
      boolean _ = back.join(Duration.ofSeconds(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      // The receiver has gone: so must the sender's connection.
      to.close();
    } catch (IOException e) {
      LOG.debug("answers ended: {}", e.toString());
    }
  }
}
