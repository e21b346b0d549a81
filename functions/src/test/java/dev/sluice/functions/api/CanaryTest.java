package dev.sluice.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.sluice.catalog.testing.LocalTable;
import dev.sluice.functions.testing.Answer;
import dev.sluice.functions.testing.ApiRun;
import dev.sluice.functions.testing.GatewayEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A secret that goes in, by whichever field, comes out nowhere: no answer, log, event or item. */
class CanaryTest {
  private static final String CANARY = "CaNaRy-7f3a91";

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final List<String> answers = new ArrayList<>();
  private ApiRun api;

  @BeforeEach
  void open() {
    api = ApiRun.open();
    log.start();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(log);
    ((Logger) LoggerFactory.getLogger("dev.sluice")).setLevel(Level.TRACE);
  }

  @AfterEach
  void close() {
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(log);
    ((Logger) LoggerFactory.getLogger("dev.sluice")).setLevel(null);
    api.close();
  }

  @Test
  void secretsThatAreTakenAreShownNowhere() {
    String stream = "/v1/streams/" + api.liveStream();
    String[] targets = {
      "{\"url\": \"rtmp://a.example/app/<>\"}",
      "{\"url\": \"rtmp://a.example/app/x?token=<>\"}",
      "{\"url\": \"rtmp://a.example/app/<>/two\", \"streamKey\": \"k\"}",
      "{\"url\": \"rtmp://user:<>@a.example/app\"}",
      "{\"url\": \"rtmps://a.example/app\", \"streamKey\": \"<>\"}",
      "{\"url\": \"srt://a.example:9?streamid=<>\"}",
      "{\"url\": \"srt://a.example:9?passphrase=<>\"}",
      "{\"url\": \"srt://a.example:9\", \"srt\": {\"passphrase\": \"<>\"}}",
      "{\"url\": \"srt://a.example:9\", \"streamKey\": \"<>\"}"
    };
    for (String target : targets) {
      send("POST", "/v1/targets", target, 201);
      send("POST", stream + "/pushes", target, 201);
    }
    send("PATCH", stream, "{\"pullUrl\": \"rtmp://u:<>@h.example/app/<>?x=<>\"}", 200);
    send("PATCH", stream, "{\"pullUrl\": \"https://h.example/<>\"}", 200);
    send("POST", "/v1/streams", "{\"name\": \"a\", \"pullUrl\": \"srt://h:9?streamid=<>\"}", 201);
    send(
        "POST",
        "/v1/events/stream-live",
        "{\"streamId\": \"" + stream.substring(12) + "\", \"sourceUrl\": \"rtmp://h/app/<>\"}",
        202);
    for (String list : new String[] {"/v1/streams", "/v1/targets", stream, stream + "/pushes"}) {
      answers.add(api.call("GET", list).body());
    }
    assertNoCanary();
    assertThat(api.table().client().scan(request -> request.tableName(LocalTable.NAME)).toString())
        .doesNotContain(CANARY);
  }

  @Test
  void secretsThatAreRefusedAreNotRepeated() {
    String[] bodies = {
      "{\"url\": \"<>\"}",
      "{\"url\": \"ftp://a.example/<>\"}",
      "{\"url\": \"rtmp://a.example:99999/app/<>\"}",
      "{\"url\": \"rtmp://<>:<>@/\"}",
      "{\"url\": \"rtmp://a.example/app\", \"streamKey\": \"<>\\u0000\"}",
      "{\"url\": \"srt://a.example:9?<>=x\"}",
      "{\"url\": \"srt://a.example:9\", \"srt\": {\"passphrase\": \"<><><><><><><>\"}}",
      "{\"url\": [\"<>\"]}",
      "{\"streamKey: <>\": 1}",
      "{\"streamKey\": <>}",
      "{\"<>\": 1, \"<>\": 2}",
      "\"<>\"",
      "<>"
    };
    for (String body : bodies) {
      Answer answer = api.call("POST", "/v1/targets", body.replace("<>", CANARY));
      assertThat(answer.status()).as(body).isIn(400, 422);
      answers.add(answer.toString());
    }
    answers.add(
        api.call("POST", "/v1/streams", "{\"name\": \"a\", \"pullUrl\": \"x://" + CANARY + "\"}")
            .toString());
    answers.add(
        api.send(GatewayEvent.of("GET", "/v1/streams?key=" + CANARY).bearer(CANARY)).toString());
    answers.add(api.call("GET", "/v1/streams?" + CANARY + "=1").toString());
    answers.add(api.call("GET", "/v1/" + CANARY).toString());
    answers.add(
        api.send(
                GatewayEvent.of("POST", "/v1/hooks/nginx-rtmp?key=" + api.apiKey())
                    .form("call=publish&app=live&name=" + CANARY))
            .toString());
    assertNoCanary();
  }

  @Test
  void aFaultTellsNoSecret() {
    api.failing().failWith(new IllegalStateException("no table"));
    answers.add(
        api.call("POST", "/v1/targets", "{\"url\": \"rtmp://h/a/" + CANARY + "\"}").toString());

    assertThat(log.list).isNotEmpty();
    assertNoCanary();
  }

  private void send(String method, String path, String body, int status) {
    Answer answer = api.call(method, path, body.replace("<>", CANARY));
    assertThat(answer.status()).as("%s %s", body, answer.body()).isEqualTo(status);
    answers.add(answer.toString());
  }

  private void assertNoCanary() {
    assertThat(answers).isNotEmpty().noneMatch(answer -> answer.contains(CANARY));
    assertThat(log.list.stream().map(CanaryTest::whole))
        .noneMatch(line -> line.contains(CANARY) || line.contains(api.apiKey()));
    assertThat(api.bus().published().toString()).doesNotContain(CANARY);
  }

  private static String whole(ILoggingEvent event) {
    return event.getFormattedMessage()
        + (event.getThrowableProxy() == null
            ? ""
            : ThrowableProxyUtil.asString(event.getThrowableProxy()));
  }
}
