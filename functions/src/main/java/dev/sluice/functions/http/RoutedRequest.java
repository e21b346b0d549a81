package dev.sluice.functions.http;

import java.util.Map;
import java.util.Objects;

/**
 * A request that a route was found for.
 *
 * @param pathParameters the values of the route's named segments
 */
public record RoutedRequest(HttpRequest request, Map<String, String> pathParameters) {
  public RoutedRequest {
    pathParameters = Map.copyOf(pathParameters);
  }

  /** The value of a named segment of the route. */
  public String path(String name) {
    return Objects.requireNonNull(pathParameters.get(name), name);
  }
}
