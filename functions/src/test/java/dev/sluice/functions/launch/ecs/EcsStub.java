package dev.sluice.functions.launch.ecs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What ECS says over the wire (AWS JSON 1.1), as the test tells it; the real SDK is its client. */
final class EcsStub implements AutoCloseable {
  static final String TASK = "arn:aws:ecs:us-east-1:111122223333:task/sluice/0123456789abcdef";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(4, Thread.ofPlatform().daemon().name("ecs-stub-", 0).factory());
  private final List<JsonNode> calls = new CopyOnWriteArrayList<>();
  private final List<Answer> answers = new CopyOnWriteArrayList<>();

  /**
   * One answer; the last one given stays.
   *
   * @param until the answer is held back until it opens; null for at once
   */
  record Answer(int status, String body, @Nullable CountDownLatch until) {}

  EcsStub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  static Answer started() {
    return new Answer(200, "{\"tasks\":[{\"taskArn\":\"" + TASK + "\"}],\"failures\":[]}", null);
  }

  static Answer failure(String reason) {
    return new Answer(200, "{\"tasks\":[],\"failures\":[{\"reason\":\"" + reason + "\"}]}", null);
  }

  static Answer error(int status, String code, String message) {
    return new Answer(
        status, "{\"__type\":\"" + code + "\",\"message\":\"" + message + "\"}", null);
  }

  void answers(Answer... next) {
    answers.clear();
    answers.addAll(List.of(next));
  }

  /** The bodies of the calls so far. */
  List<JsonNode> calls() {
    return calls;
  }

  /** A client that tries this many times, each for half a second. */
  EcsClient client(int tries) {
    return EcsClient.builder()
        .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(
            o ->
                o.apiCallAttemptTimeout(Duration.ofMillis(500))
                    .retryStrategy(r -> r.maxAttempts(tries)))
        .build();
  }

  private void answer(HttpExchange exchange) {
    try (exchange) {
      calls.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
      Answer answer = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
      if (answer.until() != null) {
        answer.until().await();
      }
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
