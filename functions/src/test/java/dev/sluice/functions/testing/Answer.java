package dev.sluice.functions.testing;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the function answered.
 *
 * @param headers by lower-case name
 */
public record Answer(int status, Map<String, String> headers, String body) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Reads the bytes that go back to the gateway. */
  static Answer parse(byte[] bytes) {
    JsonNode response = JSON.readTree(bytes);
    Map<String, String> headers =
        response.path("headers").properties().stream()
            .collect(
                Collectors.toMap(
                    entry -> entry.getKey().toLowerCase(Locale.ROOT),
                    entry -> entry.getValue().asString("")));
    return new Answer(
        response.path("statusCode").intValue(), headers, response.path("body").asString(""));
  }

  public @Nullable String header(String name) {
    return headers.get(name);
  }

  /** The body as JSON. */
  public JsonNode json() {
    return JSON.readTree(body);
  }

  /** A value in the body by its JSON pointer, as text; empty where there is none or null. */
  public String text(String pointer) {
    return json().at(pointer).asString("");
  }

  /** The fields that a refusal names, comma separated. */
  public String errorFields() {
    return json()
        .path("errors")
        .valueStream()
        .map(error -> error.path("field").asString(""))
        .sorted()
        .collect(Collectors.joining(","));
  }
}
