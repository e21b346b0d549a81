package dev.sluice.functions.api;

import dev.sluice.catalog.Idempotency;
import dev.sluice.catalog.Idempotency.Claim;
import dev.sluice.catalog.account.Account;
import dev.sluice.functions.http.HttpRequest;
import dev.sluice.functions.http.HttpResponse;
import dev.sluice.functions.http.Json;
import dev.sluice.functions.problem.Problem;
import dev.sluice.functions.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code Idempotency-Key}: a POST that is sent again gets the first answer, and nothing is made
 * twice. Refusals are not kept, so that the mended request may use the same key. Thread-safe.
 */
final class IdempotentPosts {
  private static final Logger log = LoggerFactory.getLogger(IdempotentPosts.class);
  private static final String HEADER = "Idempotency-Key";

  private final Idempotency idempotency;

  IdempotentPosts(Idempotency idempotency) {
    this.idempotency = idempotency;
  }

  HttpResponse once(Account account, HttpRequest request, Supplier<HttpResponse> operation) {
    String key = request.method().equals("POST") ? request.header(HEADER) : null;
    if (key == null) {
      return operation.get();
    }
    if (!key.matches("[\\x20-\\x7e]{1,255}")) {
      throw ProblemException.malformed(HEADER, "must be 1 to 255 printable ASCII characters");
    }
    String hash = hash(request.method(), request.pathText(), request.body().bytes());
    return switch (idempotency.claim(account.id(), key, hash)) {
      case Claim.Mine() -> first(account.id(), key, hash, operation);
      case Claim.Replay(int status, String body) -> replay(request, status, body);
      case Claim.Mismatch() ->
          throw ProblemException.invalid(
              HEADER, "was used with another request within the last 24 hours; take a new one");
      case Claim.InProgress() ->
          throw new ProblemException(
              Problem.of(
                      429,
                      "Still working",
                      "The first request with this Idempotency-Key is not answered yet.")
                  .with("Retry-After", "1"));
    };
  }

  private static HttpResponse replay(HttpRequest request, int status, String body) {
    if (body.isEmpty()) {
      return HttpResponse.empty(status);
    }
    HttpResponse response = HttpResponse.of(status, "application/json", body);
    return status == 201
        ? response.with(
            "Location", request.pathText() + "/" + Json.readObject(body).path("id").asString(""))
        : response;
  }

  private HttpResponse first(
      String accountId, String key, String hash, Supplier<HttpResponse> operation) {
    HttpResponse response;
    try {
      response = operation.get();
    } catch (RuntimeException e) {
      release(accountId, key, hash);
      throw e;
    }
    String shown = Objects.requireNonNullElse(response.body(), "");
    try {
      idempotency.remember(
          accountId,
          key,
          hash,
          response.status(),
          Objects.requireNonNullElse(response.remembered(), shown));
    } catch (RuntimeException e) {
      // What was asked for is done: the client must hear so, and a replay within the minute waits.
      log.warn("an answer could not be remembered: {}", e.toString());
    }
    return response;
  }

  private void release(String accountId, String key, String hash) {
    try {
      idempotency.release(accountId, key, hash);
    } catch (RuntimeException e) {
      log.warn("an idempotency key could not be given back: {}", e.toString());
    }
  }

  static String hash(String method, String path, byte[] body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((method + " " + path + "\n").getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
