package dev.sluice.functions.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.functions.testing.Answer;
import dev.sluice.functions.testing.ApiRun;
import dev.sluice.functions.testing.GatewayEvent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before an operation looks at it, each with its status and its words. */
class RefusalsTest {
  private static ApiRun api;

  @BeforeAll
  static void open() {
    api = ApiRun.open();
  }

  @AfterAll
  static void close() {
    api.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Bearer", "Bearer ", "Bearer nobody", "Basic bm9ib2R5Ong=", "Bearer a b", "x"})
  void aMissingOrUnknownKeyIsUnauthorizedWithAChallenge(String authorization) {
    GatewayEvent event = GatewayEvent.of("GET", "/v1/streams");
    Answer answer =
        api.send(authorization.isEmpty() ? event : event.header("authorization", authorization));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("www-authenticate")).isEqualTo("Bearer");
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.text("/title")).isEqualTo("Unauthorized");
  }

  @Test
  void theSchemesNameMayBeWrittenInAnyCase() {
    assertThat(
            api.send(
                    GatewayEvent.of("GET", "/v1/streams")
                        .header("Authorization", "bEARER " + api.apiKey()))
                .status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/v1",
        "/v2/streams",
        "/v1/stream",
        "/v1/keys",
        "/v1/presets",
        "/v1/targets/x/check",
        "/v1/streams//pushes",
        "/v1/streams/none",
        "/v1/streams/a%2Fb",
        "/v1/targets/none",
        "/v1/streams/%00",
        "/v1/streams/none/pushes",
        "/v1/streams/none/sessions"
      })
  void whatIsNotThereIsNotFound(String path) {
    Answer answer = api.call("GET", path);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text("/title")).isEqualTo("Not found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT    | /v1/streams             | GET, HEAD, OPTIONS, POST",
        "DELETE | /v1/targets             | GET, HEAD, OPTIONS, POST",
        "POST   | /v1/streams/x           | DELETE, GET, HEAD, OPTIONS, PATCH",
        "GET    | /v1/streams/x/terminate | OPTIONS, POST",
        "GET    | /v1/hooks/srs           | OPTIONS, POST"
      })
  void aMethodThatAPathDoesNotHaveIsRefusedWithThoseItHas(
      String method, String path, String allow) {
    Answer answer = api.call(method, path);

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("allow")).isEqualTo(allow);
  }

  @Test
  void headIsGetWithoutABody() {
    Answer answer = api.call("HEAD", "/v1/streams");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void aBodyOfMoreThan64KilobytesIsTooLarge() {
    String fits = "{\"name\": \"a\"" + " ".repeat(65_536 - 13) + "}";
    assertThat(fits.getBytes(StandardCharsets.UTF_8)).hasSize(65_536);

    assertThat(post(fits).status()).isEqualTo(201);
    assertThat(post(fits + " ").status()).isEqualTo(413);
    assertThat(postBytes((fits + " ").getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(413);
    assertThat(postBytes(new byte[1_000_000]).status()).isEqualTo(413);
  }

  @Test
  void aBodyAsBase64IsTheSameBody() {
    assertThat(postBytes("{\"name\": \"Größe\"}".getBytes(StandardCharsets.UTF_8)).text("/name"))
        .isEqualTo("Größe");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "application/json; charset=iso-8859-1",
        "application/jsonp"
      })
  void aBodyOfAnotherMediaTypeIsUnsupported(String type) {
    Answer answer =
        api.send(
            GatewayEvent.of("POST", "/v1/streams")
                .bearer(api.apiKey())
                .header("content-type", type)
                .body("{\"name\": \"a\"}"));

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.text("/detail")).contains("application/json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"name\": }",
        "[]",
        "[{\"name\": \"a\"}]",
        "null",
        "7",
        "\"a\"",
        "{} {}",
        "{\"name\": \"a\", \"name\": \"b\"}",
        "{'name': 'a'}",
        "{\"name\": \"a\",}",
        "{\"name\": \"a\\u00\"}",
        "{\"holdSeconds\": 01}",
        "{\"holdSeconds\": NaN}",
        "{\"name\": \"a\u0000\"}",
        "// a comment\n{}",
        "\uFEFF{\"name\": \"a\"}"
      })
  void whatIsNoJsonObjectIsMalformed(String body) {
    Answer answer = post(body);

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.errorFields()).isEqualTo("body");
  }

  @Test
  void deepNestingHugeNumbersAndBrokenUtf8AreMalformed() {
    assertThat(post("{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000)).status()).isEqualTo(400);
    assertThat(post("[".repeat(30_000)).status()).isEqualTo(400);
    assertThat(post("{\"holdSeconds\": " + "9".repeat(5_000) + "}").status()).isEqualTo(400);
    byte[] broken = "{\"name\": \"a?\"}".getBytes(StandardCharsets.UTF_8);
    broken[11] = (byte) 0xC3;
    assertThat(postBytes(broken).status()).isEqualTo(400);
  }

  @Test
  void everythingWrongWithABodyIsToldAtOnce() {
    Answer answer =
        post("{\"name\": 5, \"holdSeconds\": 601, \"suspended\": \"no\", \"hold\": 1, \"x y\": 2}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.errorFields()).isEqualTo("?,hold,holdSeconds,name,suspended");
    assertThat(answer.text("/detail")).contains("5 fields");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\": \"\"}", "{\"name\": \"  \"}", "{\"name\": null}", "{\"name\": {\"a\": 1}}",
        "{\"name\": \"a\\u0000b\"}", "{\"name\": \"a\\nb\"}", "{\"name\": \"\\ud800\"}", "{}"
      })
  void aNameMustBeTextThatAPersonCanRead(String body) {
    assertThat(post(body).errorFields()).isEqualTo("name");
    assertThat(post(body).status()).isEqualTo(422);
  }

  @Test
  void aNameHasAtMost200Characters() {
    assertThat(post("{\"name\": \"" + "😀".repeat(200) + "\"}").status()).isEqualTo(201);
    assertThat(post("{\"name\": \"" + "a".repeat(201) + "\"}").status()).isEqualTo(422);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"601", "-1", "1.5", "1e2", "1e400", "99999999999", "true", "\"5\"", "null"})
  void holdSecondsAreAWholeNumberUpTo600(String value) {
    Answer answer = post("{\"name\": \"a\", \"holdSeconds\": " + value + "}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.errorFields()).isEqualTo("holdSeconds");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=101",
        "limit=a",
        "limit=",
        "limit=1&limit=2",
        "cursor=",
        "cursor=x",
        "page=2",
        "limit=%zz",
        "cursor=%ff"
      })
  void aBrokenQueryIsMalformed(String query) {
    assertThat(api.call("GET", "/v1/streams?" + query).status()).isEqualTo(400);
  }

  @Test
  void aQueryWhereThereIsNoneIsMalformed() {
    assertThat(api.call("POST", "/v1/streams?dry=true", "{\"name\": \"a\"}").status())
        .isEqualTo(400);
  }

  @Test
  void aPathIsReadWithAndWithoutStageSlashAndEscapes() {
    String id = api.stream();
    for (String path : new String[] {"/v1/streams/" + id + "/", "/v1/%73treams/" + id}) {
      assertThat(api.call("GET", path).status()).as(path).isEqualTo(200);
    }
    assertThat(
            api.send(GatewayEvent.of("GET", "/v1/streams/" + id).stage("prod").bearer(api.apiKey()))
                .status())
        .isEqualTo(200);
    assertThat(api.call("GET", "/v1/streams/%zz").status()).isEqualTo(400);
  }

  @Test
  void nothingIsKeptOnTheWayToTheClient() {
    assertThat(api.call("GET", "/v1/streams").header("cache-control")).isEqualTo("no-store");
  }

  private static Answer post(String body) {
    return api.send(GatewayEvent.of("POST", "/v1/streams").bearer(api.apiKey()).json(body));
  }

  private static Answer postBytes(byte[] body) {
    return api.send(
        GatewayEvent.of("POST", "/v1/streams")
            .bearer(api.apiKey())
            .header("content-type", "application/json")
            .bytes(body));
  }
}
