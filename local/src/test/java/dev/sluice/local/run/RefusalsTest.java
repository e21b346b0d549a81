package dev.sluice.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.local.testing.TestRun;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Refusals as they come over a real connection; the functions' own tests go through all of them.
 */
class RefusalsTest {

  @TempDir static Path folder;

  private static TestRun run;
  private static HttpClient http;

  @BeforeAll
  static void start() throws Exception {
    run = TestRun.start(folder);
    http = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    http.shutdownNow();
    run.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | GET    | /v1/streams                | none  | application/json |",
        "401 | GET    | /v1/streams                | wrong | application/json |",
        "404 | GET    | /v1/streams/none           | right | application/json |",
        "404 | GET    | /v2/anything               | right | application/json |",
        "405 | PUT    | /v1/streams                | right | application/json | {}",
        "400 | GET    | /v1/streams?limit=0        | right | application/json |",
        "400 | GET    | /v1/streams?cursor=%ff     | right | application/json |",
        "400 | POST   | /v1/streams                | right | application/json | {\"name\":",
        "415 | POST   | /v1/streams                | right | text/csv         | name",
        "422 | POST   | /v1/streams                | right | application/json | {\"nmae\":\"x\"}",
        "422 | POST   | /v1/streams                | right | application/json | {\"name\":7}",
      })
  void aRefusalIsAProblemWithItsStatus(
      int status, String method, String path, String key, String type, String body)
      throws Exception {
    HttpResponse<String> response = send(method, path, key, type, body == null ? "" : body);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(response.body()).contains("\"status\":" + status);
  }

  @ParameterizedTest
  @CsvSource({"70000, 413", "11000000, 413"})
  void aBodyThatIsTooLargeIsRefused(int bytes, int status) throws Exception {
    String body = "{\"name\":\"" + "x".repeat(bytes) + "\"}";
    assertThat(send("POST", "/v1/streams", "right", "application/json", body).statusCode())
        .isEqualTo(status);
  }

  private static HttpResponse<String> send(
      String method, String path, String key, String type, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(run.run().api().resolve(path))
            .method(method, BodyPublishers.ofString(body))
            .header("Content-Type", type);
    if (key.equals("right")) {
      request.header("Authorization", "Bearer " + run.run().owner().apiKey().reveal());
    } else if (key.equals("wrong")) {
      request.header("Authorization", "Bearer ak_wrong");
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
