package dev.sluice.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against the example of payload format 2.0 in API Gateway's documentation. */
class RequestEventTest {

  @Test
  void pathAndQueryAreLeftAsTheyStoodOnTheLine() {
    JsonNode event = event("/v1/a%2Fb/%20", "x=1&x=2&y=a%20b&z", Map.of(), "");
    assertThat(event.path("rawPath").asString()).isEqualTo("/v1/a%2Fb/%20");
    assertThat(event.path("rawQueryString").asString()).isEqualTo("x=1&x=2&y=a%20b&z");
    JsonNode parameters = event.path("queryStringParameters");
    assertThat(parameters.path("x").asString()).isEqualTo("1,2");
    assertThat(parameters.path("y").asString()).isEqualTo("a b");
    assertThat(parameters.path("z").asString()).isEmpty();
    assertThat(event.path("requestContext").path("http").path("method").asString())
        .isEqualTo("POST");
  }

  @Test
  void headerNamesAreLowerCaseAndCookiesStandApart() {
    JsonNode event =
        event("/", null, Map.of("X-Two", List.of("a", "b"), "Cookie", List.of("c=1; d=2")), "");
    assertThat(event.path("headers").path("x-two").asString()).isEqualTo("a,b");
    assertThat(event.path("headers").has("cookie")).isFalse();
    assertThat(event.path("cookies").toString()).isEqualTo("[\"c=1\",\"d=2\"]");
    assertThat(event.has("queryStringParameters")).isFalse();
    assertThat(event.has("body")).isFalse();
  }

  @Test
  void textStaysTextAndAFormIsBase64() {
    JsonNode json = event("/", null, type("application/json; charset=utf-8"), "{\"a\":\"ü\"}");
    assertThat(json.path("body").asString()).isEqualTo("{\"a\":\"ü\"}");
    assertThat(json.path("isBase64Encoded").asBoolean()).isFalse();

    JsonNode form = event("/", null, type("application/x-www-form-urlencoded"), "a=b");
    assertThat(form.path("body").asString()).isEqualTo("YT1i");
    assertThat(form.path("isBase64Encoded").asBoolean()).isTrue();
  }

  private static Map<String, List<String>> type(String type) {
    return Map.of("Content-Type", List.of(type));
  }

  private static JsonNode event(
      String path, @Nullable String query, Map<String, List<String>> headers, String body) {
    return JsonMapper.shared()
        .readTree(
            RequestEvent.encode(
                "id",
                Instant.EPOCH,
                "POST",
                path,
                query,
                "127.0.0.1",
                headers,
                body.getBytes(StandardCharsets.UTF_8)));
  }
}
