package dev.sluice.local.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.local.cli.StartException;
import dev.sluice.local.function.EventFunction;
import dev.sluice.local.net.Loopback;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.URI;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP API of the local run: turns requests into the events of an HTTP API of API Gateway,
 * hands them to the function, and sends its answers on. One route, the default one, as in AWS.
 *
 * <p>Each request has a virtual thread; {@link #MAX_CONCURRENT} run the function at once, the rest
 * wait for up to 5 s and then get a 503.
 */
public final class HttpGateway implements AutoCloseable {

  /** Events in the function at once. */
  public static final int MAX_CONCURRENT = 64;

  private static final Logger LOG = LoggerFactory.getLogger(HttpGateway.class);

  /** API Gateway's limits for an HTTP API. */
  private static final int MAX_BODY_BYTES = 10 * 1024 * 1024;

  private static final int BACKLOG = 256;
  private static final int STOP_SECONDS = 1;

  private final HttpServer server;
  private final ExecutorService executor;
  private final EventFunction function;
  private final Clock clock;
  private final Semaphore places = new Semaphore(MAX_CONCURRENT);

  private HttpGateway(
      HttpServer server, ExecutorService executor, EventFunction function, Clock clock) {
    this.server = server;
    this.executor = executor;
    this.function = function;
    this.clock = clock;
  }

  /**
   * Listens on 127.0.0.1.
   *
   * @param port 0 lets the system choose
   * @throws StartException if the port is taken
   */
  public static HttpGateway start(int port, EventFunction function, Clock clock)
      throws StartException {
    // Read once by the JDK's server: without it each answer waits for the client's delayed ACK.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    try {
      HttpServer server = HttpServer.create(Loopback.port(port), BACKLOG);
      ExecutorService executor =
          Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory());
      HttpGateway gateway = new HttpGateway(server, executor, function, clock);
      server.setExecutor(executor);
      server.createContext("/", gateway::exchange);
      server.start();
      return gateway;
    } catch (BindException e) {
      throw new StartException(
          "port " + port + " is in use; give another with --port, or 0 for any", e);
    } catch (IOException e) {
      throw new StartException("no HTTP server on 127.0.0.1:" + port + ": " + e.getMessage(), e);
    }
  }

  /** The base URL, without a slash at its end. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Lets requests under way end, for at most 1 s. */
  @Override
  public void close() {
    server.stop(STOP_SECONDS);
    executor.shutdownNow();
  }

  private void exchange(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, answer(exchange));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private FunctionAnswer answer(HttpExchange exchange) throws IOException, InterruptedException {
    byte[] body;
    try (InputStream in = exchange.getRequestBody()) {
      body = in.readNBytes(MAX_BODY_BYTES + 1);
    }
    if (body.length > MAX_BODY_BYTES) {
      return FunctionAnswer.ofGateway(413, "Request Entity Too Large");
    }
    if (!places.tryAcquire(5, TimeUnit.SECONDS)) {
      return FunctionAnswer.ofGateway(503, "Service Unavailable");
    }
    URI uri = exchange.getRequestURI();
    String requestId = UUID.randomUUID().toString();
    try {
      byte[] event =
          RequestEvent.encode(
              requestId,
              clock.instant(),
              exchange.getRequestMethod(),
              uri.getRawPath(),
              uri.getRawQuery(),
              exchange.getRemoteAddress().getAddress().getHostAddress(),
              exchange.getRequestHeaders(),
              body);
      return FunctionAnswer.decode(function.handle(event));
    } catch (IOException | RuntimeException e) {
      // The path may hold nothing secret; the query may, and stays out.
      LOG.error("{} {} failed", exchange.getRequestMethod(), uri.getRawPath(), e);
      return FunctionAnswer.ofGateway(500, "Internal Server Error");
    } finally {
      places.release();
    }
  }

  private static void send(HttpExchange exchange, FunctionAnswer answer) throws IOException {
    answer.headers().forEach((name, values) -> values.forEach(v -> add(exchange, name, v)));
    boolean bodiless =
        exchange.getRequestMethod().equals("HEAD")
            || answer.statusCode() == 204
            || answer.statusCode() == 304
            || answer.body().length == 0;
    exchange.sendResponseHeaders(answer.statusCode(), bodiless ? -1 : answer.body().length);
    if (!bodiless) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(answer.body());
      }
    }
  }

  private static void add(HttpExchange exchange, String name, String value) {
    // The length is the server's own to set.
    if (!name.equalsIgnoreCase("content-length")) {
      exchange.getResponseHeaders().add(name, value);
    }
  }
}
