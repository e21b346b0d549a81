package dev.sluice.functions.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.functions.testing.GatewayEvent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Two publishers of one key whose hooks arrive in every order that a server's parallel calls allow,
 * and twice.
 */
class HookOrderTest {
  /** What a server calls for its publishers' coming and going, and its name for a connection. */
  enum Server {
    NGINX("nginx-rtmp", "nginx-publish.form", "nginx-publish-done.form", "clientid=1"),
    SRS("srs", "srs-on-publish.json", "srs-on-unpublish.json", "9308h583"),
    MEDIAMTX("mediamtx", "mediamtx-available.form", "mediamtx-unavailable.form", "b97aa35e-");

    private final String route;
    private final String coming;
    private final String going;
    private final String connection;

    Server(String route, String coming, String going, String connection) {
      this.route = route;
      this.coming = coming;
      this.going = going;
      this.connection = connection;
    }

    /** Word: {@code +A} for the coming of A, {@code -A} for its going. */
    GatewayEvent call(HookRun run, String word) {
      String resource = word.startsWith("+") ? coming : going;
      String body = run.text(resource, run.key).replace(connection, connection + word.substring(1));
      return resource.endsWith(".json") ? run.event().json(body) : run.event().form(body);
    }
  }

  /** L for live, H for held, behind each call. */
  @ParameterizedTest
  @CsvSource({
    "NGINX, +A -A +B -B, LHLH",
    "NGINX, +A +B -A -B, LLLH",
    "NGINX, +A +B -B -A, LLLH",
    "NGINX, +A +B +B -A -A -B -B, LLLLLHH",
    "NGINX, +A -B -A, LLH",
    "SRS, +A -A +B -B, LHLH",
    "SRS, +A +B -A -B, LLLH",
    "SRS, +A +B -B -A, LLLH",
    "SRS, +A +B +B -A -A -B -B, LLLLLHH",
    "SRS, +A -B -A, LLH",
    "MEDIAMTX, +A -A +B -B, LHLH",
    "MEDIAMTX, +A +B -A -B, LLLH",
    "MEDIAMTX, +B +A -A -B, LLLH",
    "MEDIAMTX, +A +B +B -A -A -B -B, LLLLLHH",
    "MEDIAMTX, +A -B -A, LLH",
  })
  void theSessionIsHeldWhenTheLastPublisherHasGone(Server server, String told, String expected) {
    try (HookRun run = new HookRun(server.route)) {
      StringBuilder seen = new StringBuilder();
      for (String word : told.split(" ", -1)) {
        assertThat(run.api.send(server.call(run, word)).status()).as(word).isEqualTo(200);
        seen.append(run.isHolding() ? 'H' : 'L');
      }
      assertThat(seen).hasToString(expected);
      assertThat(run.sessions()).isEqualTo(1);
    }
  }
}
