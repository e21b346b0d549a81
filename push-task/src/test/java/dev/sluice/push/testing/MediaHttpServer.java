package dev.sluice.push.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A folder over HTTP, and some answers that are none: {@code /status/404/...} has that status,
 * {@code /garbage/...} is noise without an end. Thread-safe.
 */
public final class MediaHttpServer implements AutoCloseable {
  private static final int NOISE_BYTES = 1 << 20;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  public MediaHttpServer(Path folder) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", exchange -> serve(exchange, folder));
    server.createContext("/status/", MediaHttpServer::fail);
    server.createContext("/garbage/", MediaHttpServer::makeNoise);
    server.start();
  }

  /** Serves the folder that a clip is in. */
  public static MediaHttpServer beside(Path clip) {
    return new MediaHttpServer(Objects.requireNonNull(clip.getParent()));
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static void serve(HttpExchange exchange, Path folder) throws IOException {
    Path file = folder.resolve(exchange.getRequestURI().getPath().substring(1));
    if (!Files.isRegularFile(file)) {
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream body = exchange.getResponseBody()) {
      Files.copy(file, body);
    }
  }

  private static void fail(HttpExchange exchange) throws IOException {
    String status = exchange.getRequestURI().getPath().split("/", -1)[2];
    exchange.sendResponseHeaders(Integer.parseInt(status), -1);
    exchange.close();
  }

  private static void makeNoise(HttpExchange exchange) throws IOException {
    byte[] noise = new byte[NOISE_BYTES];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (byte) (i * 31 + i / 7);
    }
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream body = exchange.getResponseBody()) {
      while (!Thread.currentThread().isInterrupted()) {
        body.write(noise);
      }
    }
  }
}
