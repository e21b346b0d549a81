package dev.sluice.local.gateway;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a function answered, as API Gateway reads it (payload format 2.0). */
final class FunctionAnswer {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final int statusCode;
  private final Map<String, List<String>> headers;
  private final byte[] body;

  private FunctionAnswer(int statusCode, Map<String, List<String>> headers, byte[] body) {
    this.statusCode = statusCode;
    this.headers = headers;
    this.body = body;
  }

  int statusCode() {
    return statusCode;
  }

  /** Each name with its values; cookies stand under {@code Set-Cookie}. */
  Map<String, List<String>> headers() {
    return headers;
  }

  /** The bytes to send; the caller's own from now on. */
  byte[] body() {
    return body;
  }

  /**
   * Reads a function's output. Output without a status code is a JSON body with status 200.
   *
   * @throws IllegalArgumentException if it is no answer that API Gateway would send on
   */
  static FunctionAnswer decode(byte[] output) {
    JsonNode answer;
    try {
      answer = JSON.readTree(output);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("the function's output is not JSON", e);
    }
    JsonNode status = answer.path("statusCode");
    if (status.isMissingNode()) {
      return new FunctionAnswer(200, Map.of("content-type", List.of("application/json")), output);
    }
    if (!status.isIntegralNumber() || status.asInt() < 100 || status.asInt() > 599) {
      throw new IllegalArgumentException("the function's status code is " + status);
    }
    Map<String, List<String>> headers = new LinkedHashMap<>();
    answer.path("headers").properties().forEach(header -> add(headers, header));
    List<String> cookies = new ArrayList<>();
    answer.path("cookies").forEach(cookie -> cookies.add(cookie.asString()));
    if (!cookies.isEmpty()) {
      headers.put("Set-Cookie", cookies);
    }
    String text = answer.path("body").asString("");
    byte[] body =
        answer.path("isBase64Encoded").asBoolean(false)
            ? Base64.getDecoder().decode(text)
            : text.getBytes(StandardCharsets.UTF_8);
    return new FunctionAnswer(status.asInt(), headers, body);
  }

  private static void add(Map<String, List<String>> headers, Map.Entry<String, JsonNode> header) {
    if (!header.getValue().isNull()) {
      headers.put(header.getKey(), List.of(header.getValue().asString()));
    }
  }

  /** The gateway's own answer when the function gives none. */
  static FunctionAnswer ofGateway(int statusCode, String message) {
    byte[] body = ("{\"message\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8);
    return new FunctionAnswer(
        statusCode, Map.of("content-type", List.of("application/json")), body);
  }
}
