package dev.sluice.local.ingest;

import dev.sluice.catalog.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the API over HTTP as nginx-rtmp does, by its {@code on_publish}, {@code on_update} and
 * {@code on_publish_done} hooks, so that the local ingest takes the way of a real one.
 *
 * <p>One thread, so that a publisher's going is told before its coming back; 1,000 calls may wait,
 * one more counts as unavailable.
 *
 * @see <a href="https://github.com/arut/nginx-rtmp-module/wiki/Directives#notify">nginx-rtmp's
 *     hooks</a>
 */
public final class HookGate implements IngestGate, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HookGate.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int MAX_WAITING = 1_000;

  private final CompletableFuture<URI> api;
  private final Secret apiKey;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final ExecutorService executor =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MAX_WAITING),
          Thread.ofPlatform().name("ingest-hook").daemon().factory());

  /**
   * @param api the API's base URL, once it is up; publishers that are earlier wait for it
   * @param apiKey of the account whose streams may be published
   */
  public HookGate(CompletableFuture<URI> api, Secret apiKey) {
    this.api = api;
    this.apiKey = apiKey;
  }

  @Override
  public CompletableFuture<Verdict> publish(String app, Secret key, String clientId) {
    return ask("publish", app, key, clientId);
  }

  @Override
  public CompletableFuture<Verdict> update(String app, Secret key, String clientId) {
    return ask("update_publish", app, key, clientId);
  }

  @Override
  public void publishDone(String app, Secret key, String clientId) {
    try {
      executor.execute(() -> call("publish_done", app, key, clientId));
    } catch (RejectedExecutionException e) {
      LOG.warn("the end of publisher {} is told to nobody", clientId);
    }
  }

  /** Lets the calls under way and waiting end, for at most 5 s. */
  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
    http.shutdownNow();
  }

  private CompletableFuture<Verdict> ask(String call, String app, Secret key, String clientId) {
    CompletableFuture<Verdict> verdict = new CompletableFuture<>();
    try {
      executor.execute(() -> verdict.complete(call(call, app, key, clientId)));
    } catch (RejectedExecutionException e) {
      verdict.complete(Verdict.UNAVAILABLE);
    }
    return verdict;
  }

  private Verdict call(String call, String app, Secret key, String clientId) {
    String form =
        "call=%s&app=%s&name=%s&addr=127.0.0.1&clientid=%s"
            .formatted(call, encode(app), encode(key.reveal()), encode(clientId));
    try {
      int status = post(form);
      LOG.debug("publisher {}: hook {} answered {}", clientId, call, status);
      if (status >= 200 && status < 300) {
        return Verdict.ACCEPTED;
      }
      return status >= 500 || status == 429 ? Verdict.UNAVAILABLE : Verdict.REFUSED;
    } catch (IOException | ExecutionException | TimeoutException e) {
      LOG.warn("publisher {}: hook {} failed: {}", clientId, call, e.toString());
      return Verdict.UNAVAILABLE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Verdict.UNAVAILABLE;
    }
  }

  private int post(String form)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    URI hook = api.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS).resolve("/v1/hooks/nginx-rtmp");
    HttpRequest request =
        HttpRequest.newBuilder(hook)
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + apiKey.reveal())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
