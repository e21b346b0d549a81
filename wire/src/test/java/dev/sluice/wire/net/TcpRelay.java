package dev.sluice.wire.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

/** Passes one connection on as it is, and puts bytes of the test's between. */
final class TcpRelay implements AutoCloseable {

  private final ServerSocket server;
  private final CompletableFuture<Socket> client = new CompletableFuture<>();
  private final Socket upstream;

  TcpRelay(InetSocketAddress target) throws IOException {
    server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
    upstream = new Socket(target.getAddress(), target.getPort());
    Thread.ofPlatform().daemon().name("relay").start(this::serve);
  }

  int port() {
    return server.getLocalPort();
  }

  void injectToClient(byte... bytes) throws IOException {
    RecordingHandler.await(client).getOutputStream().write(bytes);
  }

  private void serve() {
    try {
      Socket socket = server.accept();
      client.complete(socket);
      Thread.ofPlatform().daemon().name("relay-up").start(() -> copy(socket, upstream));
      copy(upstream, socket);
    } catch (IOException e) {
      client.completeExceptionally(e);
    }
  }

  private static void copy(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      // One side has closed: so does this end of the relay.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    upstream.close();
    if (client.isDone()) {
      RecordingHandler.await(client).close();
    }
  }
}
