package dev.sluice.local.client;

import dev.sluice.catalog.secret.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the native API over HTTP, each call within 10 s. Thread-safe. */
public final class ApiClient implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final URI api;
  private final Secret apiKey;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  /** A client with an account's key. */
  public ApiClient(URI api, Secret apiKey) {
    this.api = api;
    this.apiKey = apiKey;
  }

  /**
   * Reads; the answer's body, as of the methods below.
   *
   * @throws ApiException if the status is not of the 200s, here and below
   */
  public JsonNode get(String path) {
    return call("GET", path, BodyPublishers.noBody());
  }

  public JsonNode post(String path, Map<String, ?> body) {
    return call("POST", path, json(body));
  }

  public JsonNode patch(String path, Map<String, ?> body) {
    return call("PATCH", path, json(body));
  }

  public JsonNode delete(String path) {
    return call("DELETE", path, BodyPublishers.noBody());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private static HttpRequest.BodyPublisher json(Map<String, ?> body) {
    return BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
  }

  private JsonNode call(String method, String path, HttpRequest.BodyPublisher body) {
    HttpRequest request =
        HttpRequest.newBuilder(api.resolve(path))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + apiKey.reveal())
            .header("Content-Type", "application/json")
            .method(method, body)
            .build();
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new ApiException(method + " " + path, response.statusCode(), response.body());
      }
      return response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path + " failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(method + " " + path + " was interrupted", e);
    }
  }
}
