package dev.sluice.functions.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.functions.testing.Answer;
import dev.sluice.functions.testing.ApiRun;
import dev.sluice.functions.testing.GatewayEvent;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which web pages may call the API. */
class CorsTest {
  private static final String APP = "https://app.example";

  @Test
  void anAllowedOriginMayCallAndAskBefore() {
    try (ApiRun api = ApiRun.open(Map.of("SLUICE_CORS_ORIGINS", APP + ", https://b.example"))) {
      Answer asked =
          api.send(
              GatewayEvent.of("OPTIONS", "/v1/streams")
                  .header("origin", APP)
                  .header("access-control-request-method", "POST"));
      assertThat(asked.status()).isEqualTo(204);
      assertThat(asked.header("access-control-allow-origin")).isEqualTo(APP);
      assertThat(asked.header("access-control-allow-methods")).contains("POST").contains("GET");
      assertThat(asked.header("access-control-allow-headers"))
          .contains("Authorization")
          .contains("Idempotency-Key");

      Answer refused = api.send(GatewayEvent.of("GET", "/v1/streams").header("origin", APP));
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.header("access-control-allow-origin")).isEqualTo(APP);
      assertThat(refused.header("vary")).isEqualTo("Origin");
    }
  }

  @Test
  void anotherOriginIsTakenForNobody() {
    try (ApiRun api = ApiRun.open(Map.of("SLUICE_CORS_ORIGINS", APP))) {
      Answer answer =
          api.send(
              GatewayEvent.of("GET", "/v1/streams")
                  .bearer(api.apiKey())
                  .header("origin", "https://evil.example"));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.headers()).doesNotContainKey("access-control-allow-origin");
    }
  }

  @Test
  void withoutConfigurationNoOriginIsAllowed() {
    try (ApiRun api = ApiRun.open()) {
      Answer answer = api.send(GatewayEvent.of("OPTIONS", "/v1/streams").header("origin", APP));
      assertThat(answer.status()).isEqualTo(204);
      assertThat(answer.header("allow")).contains("POST");
      assertThat(answer.headers()).doesNotContainKey("access-control-allow-origin");
    }
  }
}
