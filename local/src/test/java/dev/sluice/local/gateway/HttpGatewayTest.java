package dev.sluice.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.local.function.EventFunction;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class HttpGatewayTest {

  @Test
  void anAnswersStatusHeadersCookiesAndBinaryBodyComeThrough() throws Exception {
    HttpResponse<String> response =
        get(
            """
            {"statusCode": 418, "headers": {"X-Kind": "pot", "Content-Length": "999"},
             "cookies": ["a=1", "b=2"], "body": "dGVh", "isBase64Encoded": true}\
            """);
    assertThat(response.statusCode()).isEqualTo(418);
    assertThat(response.headers().firstValue("x-kind")).hasValue("pot");
    assertThat(response.headers().allValues("set-cookie")).containsExactly("a=1", "b=2");
    assertThat(response.body()).isEqualTo("tea");
  }

  @Test
  void outputWithoutAStatusIsAJsonBody() throws Exception {
    HttpResponse<String> response = get("{\"plain\": true}");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"plain\": true}");
  }

  @Test
  void aFunctionThatFailsIsA500WithoutItsWords() throws Exception {
    assertThat(get("no JSON").statusCode()).isEqualTo(500);
    HttpResponse<String> response =
        get(
            event -> {
              throw new IllegalStateException("a secret");
            });
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
  }

  private static HttpResponse<String> get(String output) throws Exception {
    return get(event -> output.getBytes(StandardCharsets.UTF_8));
  }

  private static HttpResponse<String> get(EventFunction function) throws Exception {
    try (HttpGateway gateway = HttpGateway.start(0, function, Clock.systemUTC());
        HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(gateway.uri()).build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
