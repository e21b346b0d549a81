package dev.sluice.functions.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lambda's Runtime API as a runtime client sees it, SnapStart's restore and the container
 * credentials with it. One function process at a time. Thread-safe; close it.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks.html">Restore</a>
 */
public final class RuntimeApi implements AutoCloseable {
  /** What a client must send to be given credentials. */
  static final String CREDENTIALS_TOKEN = "credentials-token";

  private static final String PREFIX = "/2018-06-01/runtime/";
  private static final int MOST_WAITING = 100;
  private static final Duration FUNCTION_TIMEOUT = Duration.ofMinutes(1);

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          4, Thread.ofPlatform().daemon().name("runtime-api-", 0).factory());
  private final BlockingQueue<Invocation> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Map<String, Invocation> given = new ConcurrentHashMap<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final AtomicInteger credentialsGiven = new AtomicInteger();
  private final CountDownLatch restored = new CountDownLatch(1);
  private final CompletableFuture<String> initError = new CompletableFuture<>();
  private final CompletableFuture<String> restoreError = new CompletableFuture<>();
  private final CompletableFuture<String> snapshotReady = new CompletableFuture<>();
  private final CompletableFuture<String> ready = new CompletableFuture<>();

  private RuntimeApi(HttpServer server) {
    this.server = server;
  }

  /** Listens on a free port of 127.0.0.1. */
  public static RuntimeApi start() throws IOException {
    RuntimeApi api =
        new RuntimeApi(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    api.server.setExecutor(api.threads);
    api.server.createContext("/", api::handle);
    api.server.start();
    return api;
  }

  /** Host and port, as {@code AWS_LAMBDA_RUNTIME_API} has them. */
  public String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Done when the function asks for its first event. */
  public CompletableFuture<String> ready() {
    return ready;
  }

  /** Done when the function has run its hooks and a snapshot would be taken. */
  public CompletableFuture<String> snapshotReady() {
    return snapshotReady;
  }

  /** The error with which the start failed. */
  public CompletableFuture<String> initError() {
    return initError;
  }

  /** The error with which the restore failed. */
  public CompletableFuture<String> restoreError() {
    return restoreError;
  }

  /** Lets a function that waits at its snapshot go on, as if restored from it. */
  public void restore() {
    restored.countDown();
  }

  /** How often credentials were fetched from the container's endpoint. */
  public int credentialsGiven() {
    return credentialsGiven.get();
  }

  /**
   * Gives the function an event and waits for its answer.
   *
   * @throws IllegalStateException when the function reports an error instead
   */
  public String invoke(String event) throws InterruptedException, TimeoutException {
    Invocation invocation =
        new Invocation("request-" + ids.incrementAndGet(), event, new CompletableFuture<>());
    waiting.put(invocation);
    try {
      Invocation.Outcome outcome =
          invocation.outcome().get(FUNCTION_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
      if (outcome.failed()) {
        throw new IllegalStateException("the function failed: " + outcome.body());
      }
      return outcome.body();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String text = new String(body, StandardCharsets.UTF_8);
      String path = exchange.getRequestURI().getPath();
      switch (path) {
        case PREFIX + "invocation/next" -> next(exchange);
        case PREFIX + "restore/next" -> {
          snapshotReady.complete("");
          restored.await();
          answer(exchange, 200, "");
        }
        case PREFIX + "init/error" -> {
          initError.complete(text);
          answer(exchange, 202, "{\"status\":\"OK\"}");
        }
        case PREFIX + "restore/error" -> {
          restoreError.complete(text);
          answer(exchange, 202, "{\"status\":\"OK\"}");
        }
        case "/credentials" -> credentials(exchange);
        default -> outcome(exchange, path, text);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void next(HttpExchange exchange) throws IOException, InterruptedException {
    ready.complete("");
    Invocation invocation = waiting.take();
    given.put(invocation.id(), invocation);
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "application/json");
    headers.set("Lambda-Runtime-Aws-Request-Id", invocation.id());
    headers.set(
        "Lambda-Runtime-Deadline-Ms",
        Long.toString(System.currentTimeMillis() + FUNCTION_TIMEOUT.toMillis()));
    headers.set(
        "Lambda-Runtime-Invoked-Function-Arn",
        "arn:aws:lambda:us-east-1:111122223333:function:sluice:live");
    headers.set("Lambda-Runtime-Trace-Id", "Root=1-69204a40-0123456789abcdef01234567;Sampled=0");
    answer(exchange, 200, invocation.event());
  }

  private void outcome(HttpExchange exchange, String path, String body) throws IOException {
    String[] parts = path.substring(Math.min(PREFIX.length(), path.length())).split("/", -1);
    Invocation invocation = parts.length == 3 ? given.remove(parts[1]) : null;
    if (invocation == null) {
      answer(exchange, 404, "{\"errorMessage\":\"no such invocation\"}");
      return;
    }
    answer(exchange, 202, "{\"status\":\"OK\"}");
    invocation.outcome().complete(new Invocation.Outcome(parts[2].equals("error"), body));
  }

  private void credentials(HttpExchange exchange) throws IOException {
    if (!CREDENTIALS_TOKEN.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      answer(exchange, 401, "{\"code\":\"Unauthorized\",\"message\":\"no token\"}");
      return;
    }
    credentialsGiven.incrementAndGet();
    answer(
        exchange,
        200,
        "{\"AccessKeyId\":\"restored\",\"SecretAccessKey\":\"secret\",\"Token\":\"session\","
            + "\"Expiration\":\"2100-01-01T00:00:00Z\"}");
  }

  private static void answer(HttpExchange exchange, int status, String body) {
    try {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
