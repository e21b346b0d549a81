package dev.sluice.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.functions.testing.Answer;
import dev.sluice.functions.testing.ApiRun;
import dev.sluice.functions.testing.GatewayEvent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Lists, page by page. */
class PagingTest {
  private static ApiRun api;

  @BeforeAll
  static void open() {
    api = ApiRun.open();
  }

  @AfterAll
  static void close() {
    api.close();
  }

  @Test
  void aListIsReadWholePageByPage() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      made.add(api.call("POST", "/v1/targets", "{\"url\": \"rtmp://127.0.0.1/app\"}").text("/id"));
    }

    List<String> read = new ArrayList<>();
    String query = "";
    int pages = 0;
    do {
      Answer page = api.call("GET", "/v1/targets?limit=3" + query);
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.json().at("/limit").intValue()).isEqualTo(3);
      page.json().at("/items").forEach(item -> read.add(item.path("id").stringValue()));
      String cursor = page.text("/nextCursor");
      query = cursor.isEmpty() ? "" : "&cursor=" + encoded(cursor);
      pages++;
    } while (!query.isEmpty());

    assertThat(read).containsExactlyElementsOf(made);
    assertThat(pages).isEqualTo(3);
  }

  @Test
  void aCursorOfAnotherListOrAccountIsMalformed() {
    api.stream();
    api.stream();
    String cursor = encoded(api.call("GET", "/v1/streams?limit=1").text("/nextCursor"));

    assertThat(api.call("GET", "/v1/targets?cursor=" + cursor).status()).isEqualTo(400);
    String other = api.newKey(api.catalog().accounts().create("other"));
    assertThat(
            api.send(GatewayEvent.of("GET", "/v1/streams?cursor=" + cursor).bearer(other)).status())
        .isEqualTo(400);
  }

  @Test
  void withoutALimitAPageHoldsAHundred() {
    assertThat(api.call("GET", "/v1/streams").json().at("/limit").intValue()).isEqualTo(100);
  }

  @Test
  void aParameterThatIsRefusedIsNamedInTheSentenceForPeople() {
    assertThat(api.call("GET", "/v1/streams?limit=0").text("/detail"))
        .isEqualTo("limit: must be 1 to 100");
    assertThat(api.call("GET", "/v1/streams?page=2").text("/detail"))
        .isEqualTo("query: may hold limit and cursor only");
    assertThat(api.call("POST", "/v1/streams", "{").text("/detail"))
        .startsWith("body: is not valid JSON");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
