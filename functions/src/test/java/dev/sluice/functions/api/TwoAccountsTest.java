package dev.sluice.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.functions.testing.Answer;
import dev.sluice.functions.testing.ApiRun;
import dev.sluice.functions.testing.GatewayEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two accounts never see each other: what is another's is as if it were not there. */
class TwoAccountsTest {
  private static ApiRun api;
  private static String stranger;
  private static String stream;
  private static String push;
  private static String target;
  private static String streamKey;

  @BeforeAll
  static void open() {
    api = ApiRun.open();
    stranger = api.newKey(api.catalog().accounts().create("stranger"));
    Answer made =
        api.call("POST", "/v1/streams", "{\"name\": \"mine\", \"pullUrl\": \"rtmp://h/a/b\"}");
    stream = made.text("/id");
    streamKey = made.text("/ingest/streamKey");
    target = api.call("POST", "/v1/targets", "{\"url\": \"rtmp://a.example/b\"}").text("/id");
    push =
        api.call("POST", "/v1/streams/" + stream + "/pushes", "{\"targetId\": \"" + target + "\"}")
            .text("/id");
  }

  @AfterAll
  static void close() {
    api.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/v1/streams/{stream},",
    "PATCH,/v1/streams/{stream},{}",
    "DELETE,/v1/streams/{stream},",
    "POST,/v1/streams/{stream}/rotate-key,",
    "POST,/v1/streams/{stream}/terminate,",
    "GET,/v1/streams/{stream}/sessions,",
    "GET,/v1/streams/{stream}/pushes,",
    "POST,/v1/streams/{stream}/pushes,{}",
    "GET,/v1/streams/{stream}/pushes/{push},",
    "PATCH,/v1/streams/{stream}/pushes/{push},{}",
    "DELETE,/v1/streams/{stream}/pushes/{push},",
    "POST,/v1/streams/{stream}/pushes/{push}/retry,",
    "POST,/v1/streams/{stream}/pushes/{push}/restart,",
    "GET,/v1/targets/{target},",
    "PATCH,/v1/targets/{target},{}",
    "DELETE,/v1/targets/{target},"
  })
  void everyRouteOfAnObjectIsNotFoundToAStranger(String method, String path, String body) {
    GatewayEvent event =
        GatewayEvent.of(
                method,
                path.replace("{stream}", stream)
                    .replace("{push}", push)
                    .replace("{target}", target))
            .bearer(stranger);
    Answer answer = api.send(body == null ? event : event.json(body));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(api.call("GET", "/v1/streams/" + stream + "/pushes/" + push).status())
        .isEqualTo(200);
  }

  @Test
  void aStrangersListsAreEmpty() {
    for (String path : new String[] {"/v1/streams", "/v1/targets"}) {
      Answer list = api.send(GatewayEvent.of("GET", path).bearer(stranger));
      assertThat(list.json().at("/items").isEmpty()).as(path).isTrue();
    }
  }

  @Test
  void aStrangersPushCannotUseATargetOfOurs() {
    Answer own =
        api.send(
            GatewayEvent.of("POST", "/v1/streams").bearer(stranger).json("{\"name\": \"own\"}"));

    Answer refused =
        api.send(
            GatewayEvent.of("POST", "/v1/streams/" + own.text("/id") + "/pushes")
                .bearer(stranger)
                .json("{\"targetId\": \"" + target + "\"}"));
    assertThat(refused.status()).isEqualTo(422);
  }

  @Test
  void aStrangersEventStartsNothingOfOurs() {
    for (String by : new String[] {"\"streamId\": \"" + stream, "\"streamKey\": \"" + streamKey}) {
      Answer answer =
          api.send(
              GatewayEvent.of("POST", "/v1/events/stream-live")
                  .bearer(stranger)
                  .json("{" + by + "\"}"));
      assertThat(answer.status()).isEqualTo(404);
    }
    assertThat(api.call("GET", "/v1/streams/" + stream).text("/state")).isEqualTo("idle");
  }
}
