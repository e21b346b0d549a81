package dev.sluice.functions.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request, free of the gateway's shape. Never printed: headers, query and body may hold keys.
 *
 * @param method in upper case
 * @param path decoded segments, without the stage and without a trailing slash
 * @param query in the order sent
 * @param headers by lower-case name
 * @param body as sent
 */
public record HttpRequest(
    String method,
    List<String> path,
    List<QueryParameter> query,
    Map<String, String> headers,
    RequestBody body) {
  public HttpRequest {
    path = List.copyOf(path);
    query = List.copyOf(query);
    headers = Map.copyOf(headers);
  }

  /** A header by its name in any case; null when it was not sent. */
  public @Nullable String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }

  /** The first query parameter of this name; null when there is none. */
  public @Nullable String firstQuery(String name) {
    return query.stream()
        .filter(parameter -> parameter.name().equals(name))
        .map(QueryParameter::value)
        .findFirst()
        .orElse(null);
  }

  /** The path as a client writes it, for links to what was made there. */
  public String pathText() {
    return "/" + String.join("/", path);
  }

  @Override
  public String toString() {
    return "HttpRequest[" + method + "]";
  }
}
