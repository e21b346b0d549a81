package dev.sluice.functions.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the gateway's event of format 2.0 (<a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">its
 * reference</a>). A gateway's event may lack any part; nothing is taken for given.
 */
final class RequestReader {
  private RequestReader() {}

  /** The upper-case method, known before anything that can be refused is read. */
  static String method(APIGatewayV2HTTPEvent event) {
    APIGatewayV2HTTPEvent.RequestContext.Http http = http(event);
    return http == null
        ? ""
        : Objects.requireNonNullElse(http.getMethod(), "").toUpperCase(Locale.ROOT);
  }

  /** Headers by lower-case name: HTTP APIs send them so, local emulators do not. */
  static Map<String, String> headers(APIGatewayV2HTTPEvent event) {
    Map<String, String> headers = new HashMap<>();
    if (event.getHeaders() != null) {
      event
          .getHeaders()
          .forEach(
              (name, value) -> {
                if (name != null && value != null) {
                  headers.put(name.toLowerCase(Locale.ROOT), value);
                }
              });
    }
    return headers;
  }

  /**
   * The whole request.
   *
   * @throws dev.sluice.functions.problem.ProblemException 400 when path or query cannot be decoded
   */
  static HttpRequest read(APIGatewayV2HTTPEvent event) {
    String query = event.getRawQueryString();
    return new HttpRequest(
        method(event),
        path(event),
        query == null ? List.of() : FormText.parse(query, "query"),
        headers(event),
        RequestBody.of(event.getBody(), event.getIsBase64Encoded()));
  }

  private static List<String> path(APIGatewayV2HTTPEvent event) {
    String raw = withoutStage(Objects.requireNonNullElse(event.getRawPath(), "/"), stage(event));
    List<String> segments = new ArrayList<>();
    for (String segment : raw.substring(raw.startsWith("/") ? 1 : 0).split("/", -1)) {
      segments.add(PercentDecoder.decode(segment, false, "path"));
    }
    if (segments.getLast().isEmpty()) {
      segments.removeLast();
    }
    return segments;
  }

  private static String withoutStage(String path, @Nullable String stage) {
    if (stage == null || stage.isEmpty() || stage.equals("$default")) {
      return path;
    }
    String prefix = "/" + stage;
    return path.equals(prefix) || path.startsWith(prefix + "/")
        ? path.substring(prefix.length())
        : path;
  }

  private static @Nullable String stage(APIGatewayV2HTTPEvent event) {
    return event.getRequestContext() == null ? null : event.getRequestContext().getStage();
  }

  private static APIGatewayV2HTTPEvent.RequestContext.@Nullable Http http(
      APIGatewayV2HTTPEvent event) {
    return event.getRequestContext() == null ? null : event.getRequestContext().getHttp();
  }
}
