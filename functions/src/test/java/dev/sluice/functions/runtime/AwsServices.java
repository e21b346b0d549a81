package dev.sluice.functions.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * ECS and EventBridge over the wire (AWS JSON 1.1): every task starts, every event is taken, and
 * the calls are kept. Thread-safe; close it.
 */
final class AwsServices implements AutoCloseable {
  private static final String TASK =
      "{\"tasks\":[{\"taskArn\":\"arn:aws:ecs:us-east-1:111122223333:task/sluice/0\"}],"
          + "\"failures\":[]}";
  private static final String EVENT = "{\"FailedEntryCount\":0,\"Entries\":[{\"EventId\":\"1\"}]}";

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          2, Thread.ofPlatform().daemon().name("aws-services-", 0).factory());
  private final List<Call> calls = new CopyOnWriteArrayList<>();

  /**
   * One call.
   *
   * @param operation as in {@code X-Amz-Target}, without the service
   */
  record Call(String operation, String body, String authorization) {}

  AwsServices() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  List<Call> calls(String operation) {
    return calls.stream().filter(call -> call.operation().equals(operation)).toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String target = header(exchange, "X-Amz-Target");
      String operation = target.substring(target.indexOf('.') + 1);
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      calls.add(new Call(operation, body, header(exchange, "Authorization")));
      String text =
          switch (operation) {
            case "RunTask" -> TASK;
            case "PutEvents" -> EVENT;
            default -> "{}";
          };
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static String header(HttpExchange exchange, String name) {
    return Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst(name), "");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
