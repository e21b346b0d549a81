package dev.sluice.functions.hook;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sluice.functions.testing.Answer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A publisher who is refused for another reason than its key: what is said, and to whom. */
class RefusalTest {
  private static final Logger GATE = (Logger) LoggerFactory.getLogger(IngestGate.class);

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    GATE.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    GATE.detachAppender(log);
  }

  @Test
  void withoutAnySourceItIsSaidWhereToPutOne() {
    String expected = "it has no pullUrl and SLUICE_SOURCE_URL is not set. Give the stream a";
    try (HookRun run = new HookRun("nginx-rtmp", Map.of())) {
      assertRefused(run, run.form("nginx-publish.form"), 403, "/detail", expected);
    }
    try (HookRun run = new HookRun("srs", Map.of())) {
      Answer answer = run.json("srs-on-publish.json");
      assertRefused(run, answer, 403, "/msg", expected);
      assertThat(answer.json().at("/code").intValue()).isEqualTo(403);
    }
    try (HookRun run = new HookRun("mediamtx", Map.of())) {
      assertRefused(run, run.form("mediamtx-available.form"), 403, "/detail", expected);
    }
  }

  @Test
  void withAPullUrlOfItsOwnAStreamNeedsNoTemplate() {
    try (HookRun run = new HookRun("nginx-rtmp", Map.of())) {
      run.api.call(
          "PATCH", "/v1/streams/" + run.streamId, "{\"pullUrl\": \"rtmp://source/app/x\"}");

      assertThat(run.form("nginx-publish.form").status()).isEqualTo(200);
      assertThat(log.list).isEmpty();
    }
  }

  @Test
  void anApplicationThatCannotBeFilledInIsNamedAsTheFault() {
    String expected = "cannot stand for {app} in SLUICE_SOURCE_URL";
    try (HookRun run = new HookRun("nginx-rtmp")) {
      String body = run.text("nginx-publish.form", run.key).replace("app=live&", "app=a%20b&");
      assertRefused(run, run.api.send(run.event().form(body)), 403, "/detail", expected);
    }
    try (HookRun run = new HookRun("srs")) {
      String body =
          run.text("srs-on-publish.json", run.key).replace("\"app\": \"live\"", "\"app\": \"\"");
      assertRefused(run, run.api.send(run.event().json(body)), 403, "/msg", expected);
    }
    try (HookRun run = new HookRun("mediamtx")) {
      String body = run.text("mediamtx-available.form", run.key).replace("live%2F", "");
      assertRefused(run, run.api.send(run.event().form(body)), 403, "/detail", expected);
    }
  }

  @Test
  void anEventThatIsOlderThanTheStreamsEndIsSaidToBeDropped() {
    try (HookRun run = new HookRun("nginx-rtmp")) {
      run.form("nginx-publish.form");
      run.api.clock().advance(Duration.ofSeconds(60));
      run.api.call("POST", "/v1/streams/" + run.streamId + "/terminate");
      run.api.clock().advance(Duration.ofSeconds(-30));

      assertRefused(
          run,
          run.form("nginx-publish-again.form"),
          403,
          "/detail",
          "last known end. Publish again");
    }
  }

  @Test
  void aSuspendedStreamIsSaidToBeSuspended() {
    try (HookRun run = new HookRun("nginx-rtmp")) {
      run.api.call("PATCH", "/v1/streams/" + run.streamId, "{\"suspended\": true}");

      assertRefused(run, run.form("nginx-publish.form"), 403, "/detail", "stream is suspended");
      assertThat(run.form("nginx-play.form").text("/detail")).contains("stream is suspended");
    }
    try (HookRun run = new HookRun("mediamtx")) {
      run.api.call("PATCH", "/v1/streams/" + run.streamId, "{\"suspended\": true}");

      Answer answer = run.json("mediamtx-auth-publish.json");
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.text("/detail")).contains("stream is suspended");
    }
  }

  @Test
  void aKeyThatOpensNothingIsNotAcceptedAndFillsNoLog() {
    try (HookRun run = new HookRun("nginx-rtmp")) {
      assertThat(run.form("nginx-publish.form", "nobody").text("/detail"))
          .isEqualTo("The stream key is not accepted.");
      assertThat(log.list).isEmpty();
    }
  }

  private void assertRefused(
      HookRun run, Answer answer, int status, String message, String expected) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.text(message)).contains(expected).doesNotContain(run.key);
    assertThat(log.list.getLast().getLevel()).isEqualTo(Level.WARN);
    assertThat(log.list.getLast().getFormattedMessage())
        .contains("streamId=" + run.streamId)
        .contains(expected)
        .doesNotContain(run.key);
    assertThat(run.stream().text("/state")).isEqualTo("idle");
  }
}
