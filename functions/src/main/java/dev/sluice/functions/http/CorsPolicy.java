package dev.sluice.functions.http;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which web pages may call the API (WHATWG Fetch, CORS protocol). The API takes no cookies, so
 * credentials are never allowed.
 *
 * @param origins {@code https://app.example} each, or a single {@code *}; empty for none
 */
public record CorsPolicy(Set<String> origins) {
  public CorsPolicy {
    origins = Set.copyOf(origins);
  }

  /** Reads the comma-separated list of the configuration; null or empty allows nobody. */
  public static CorsPolicy parse(@Nullable String list) {
    return new CorsPolicy(
        list == null
            ? Set.of()
            : Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .collect(Collectors.toSet()));
  }

  /** Adds what the browser of an allowed origin asks for; leaves every other answer as it is. */
  HttpResponse apply(@Nullable String origin, boolean preflight, HttpResponse response) {
    if (origins.isEmpty()) {
      return response;
    }
    HttpResponse varied = response.with("Vary", "Origin");
    if (origin == null || !(origins.contains("*") || origins.contains(origin))) {
      return varied;
    }
    HttpResponse allowed =
        varied
            .with("Access-Control-Allow-Origin", origins.contains("*") ? "*" : origin)
            .with(
                "Access-Control-Expose-Headers", "Allow, Location, Retry-After, WWW-Authenticate");
    return preflight
        ? allowed
            .with("Access-Control-Allow-Methods", response.headers().getOrDefault("Allow", "GET"))
            .with("Access-Control-Allow-Headers", "Authorization, Content-Type, Idempotency-Key")
            .with("Access-Control-Max-Age", "600")
        : allowed;
  }
}
