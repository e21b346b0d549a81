package dev.sluice.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.functions.testing.Answer;
import dev.sluice.functions.testing.ApiRun;
import dev.sluice.functions.testing.GatewayEvent;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a client sends, it is answered, and never with a fault of ours. */
class FuzzTest {
  private static final int REQUESTS = 400;
  private static final String[] FIELDS = {
    "name",
    "url",
    "streamKey",
    "pullUrl",
    "holdSeconds",
    "suspended",
    "enabled",
    "srt",
    "streamId",
    "passphrase",
    "latencyMillis",
    "targetId",
    "profile",
    "videoOnly",
    "silentAudio",
    "allowEnhanced",
    "sourceUrl",
    "sessionId",
    "at",
    "action",
    "stream",
    "path",
    "event",
    "x"
  };
  private static final String[] VALUES = {
    "null",
    "true",
    "false",
    "0",
    "-1",
    "30",
    "1e400",
    "1.5",
    "99999999999999999999",
    "\"\"",
    "\"a\"",
    "\"source\"",
    "\"auto\"",
    "\"on_publish\"",
    "\"publish\"",
    "\"available\"",
    "\"rtmp://a.example/app/key\"",
    "\"rtmps://[::1]:443/a?b=c\"",
    "\"srt://a.example:9\"",
    "\"rtmp://\"",
    "\"srt://a:0\"",
    "\"rtmp://a.invalid/b\"",
    "\"://\"",
    "\"\\u0000\"",
    "\"\\ud800\"",
    "\"\uFFFF\"",
    "\"2026-01-01T00:00:00Z\"",
    "\"+1000000000-01-01T00:00:00Z\"",
    "\"-999999999-01-01T00:00:00+18:00\"",
    "[]",
    "[1]",
    "{}",
    "{\"streamId\": \"a\"}",
    "{\"passphrase\": \"0123456789\", \"latencyMillis\": 5}",
    "\"ID\"",
    "\"KEY\"",
    "\"TARGET\""
  };
  private static final String[] PATHS = {
    "/v1/streams",
    "/v1/streams/ID",
    "/v1/streams/ID/pushes",
    "/v1/streams/ID/pushes/PUSH",
    "/v1/streams/ID/pushes/PUSH/retry",
    "/v1/streams/ID/terminate",
    "/v1/streams/ID/sessions",
    "/v1/targets",
    "/v1/targets/TARGET",
    "/v1/targets/PUSH",
    "/v1/events/stream-live",
    "/v1/events/stream-idle",
    "/v1/hooks/nginx-rtmp",
    "/v1/hooks/srs",
    "/v1/hooks/mediamtx",
    "/v1/streams/%F0%9F%98%80",
    "/v1/streams/..",
    "//",
    "/v1/streams/" + "a".repeat(3_000)
  };
  private static final String[] METHODS = {"POST", "PATCH", "POST", "PATCH", "GET", "PUT"};
  private static final String[] QUERIES = {
    "",
    "",
    "",
    "?limit=2",
    "?cursor=AAAA",
    "?cursor=%00",
    "?limit=1&cursor=" + "a".repeat(3_000),
    "?%",
    "?a=%F0%28",
    "?&&=",
    "?key=a&key=b"
  };

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 20_261_121, 77})
  void nothingThatIsSentIsAFault(long seed) {
    Random random = new Random(seed);
    try (ApiRun api = ApiRun.open()) {
      String id = api.stream();
      String push =
          api.call("POST", "/v1/streams/" + id + "/pushes", "{\"url\": \"rtmp://a.example/b\"}")
              .text("/id");
      String target =
          api.call("POST", "/v1/targets", "{\"url\": \"srt://a.example:9\"}").text("/id");
      for (int i = 0; i < REQUESTS; i++) {
        String path = one(random, PATHS) + one(random, QUERIES);
        String body = body(random);
        GatewayEvent event =
            GatewayEvent.of(
                    one(random, METHODS),
                    path.replace("ID", id).replace("PUSH", push).replace("TARGET", target))
                .bearer(api.apiKey());
        body = body.replace("\"ID\"", "\"" + id + "\"").replace("\"TARGET\"", "\"" + target + "\"");
        Answer answer = api.send(withBody(random, event, body));
        assertThat(answer.status())
            .as("seed %d, request %d: %s %s", seed, i, path, body)
            .isLessThan(500);
      }
      assertThat(api.call("GET", "/v1/streams").status()).isEqualTo(200);
    }
  }

  private static GatewayEvent withBody(Random random, GatewayEvent event, String body) {
    if (random.nextInt(6) == 0) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 1 + random.nextInt(3) && bytes.length > 0; i++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      return event.header("content-type", "application/json").bytes(bytes);
    }
    if (random.nextInt(10) == 0) {
      return event.form(body.replace(": ", "=").replace(", ", "&").replaceAll("[{}\"]", ""));
    }
    if (random.nextInt(10) == 0) {
      event.header("idempotency-key", "k" + random.nextInt(5));
    }
    return event.json(body);
  }

  private static String body(Random random) {
    StringBuilder body = new StringBuilder("{");
    int fields = random.nextInt(5);
    for (int i = 0; i < fields; i++) {
      body.append(i == 0 ? "" : ", ")
          .append('"')
          .append(one(random, FIELDS))
          .append("\": ")
          .append(one(random, VALUES));
    }
    body.append('}');
    return random.nextInt(12) == 0 ? body.substring(0, random.nextInt(body.length())) : body + "";
  }

  private static String one(Random random, String[] choices) {
    return choices[random.nextInt(choices.length)];
  }
}
