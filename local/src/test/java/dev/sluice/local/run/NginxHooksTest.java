package dev.sluice.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.local.demo.receiver.RtmpReceiver;
import dev.sluice.local.net.Loopback;
import dev.sluice.local.process.ProcessGuard;
import dev.sluice.local.testing.Encoder;
import dev.sluice.local.testing.Nginx;
import dev.sluice.local.testing.Project;
import dev.sluice.local.testing.TestRun;
import dev.sluice.local.testing.TestStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A real nginx-rtmp of the published configuration as the ingest server. */
class NginxHooksTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration AWAY = Duration.ofSeconds(20);

  @TempDir Path folder;

  private ProcessGuard guard;
  private TestRun run;
  private Nginx nginx;
  private String ingest;
  private Path file;

  @BeforeEach
  void start() throws Exception {
    Project.assumePushTask();
    Nginx.assumeInstalled();
    int rtmpPort = Loopback.freePort();
    int hookPort = Loopback.freePort();
    ingest = "rtmp://127.0.0.1:" + rtmpPort + "/live/";
    guard = ProcessGuard.start();
    run =
        TestRun.start(
            TestRun.settings(folder.resolve("data"))
                .with("SLUICE_SOURCE_URL", "rtmp://127.0.0.1:" + rtmpPort + "/{app}/{key}"));
    file = Encoder.file(folder, 60);
    nginx = Nginx.start(folder, configuration(rtmpPort, hookPort), rtmpPort);
  }

  @AfterEach
  void stop() {
    if (run != null) {
      nginx.close();
      run.close();
      guard.close();
    }
  }

  @Test
  void anEncoderAwayForTwentySecondsFindsItsTaskItsSessionAndItsConnection() throws Exception {
    try (RtmpReceiver receiver =
        RtmpReceiver.open("target", false, ServerSocketFactory.getDefault(), guard, () -> 0)) {
      TestStream stream = run.stream(Map.of("name", "Away"));
      String push = stream.push("target", receiver.url(), "key");
      String session;
      JsonNode before;
      ProcessHandle task;
      try (Encoder encoder = Encoder.publish(file, ingest + stream.key().reveal())) {
        before = stream.awaitState(push, "LIVE", SOON);
        session = run.api().get(stream.path()).path("session").path("id").asString();
        task = run.tasks(stream.id()).getFirst();
        encoder.stop();
      }
      JsonNode _ = stream.awaitSession(SOON, s -> s.path("state").asString("").equals("HOLDING"));
      long idleSince = System.nanoTime();
      await("the encoder to be away for long enough")
          .atMost(AWAY.plusSeconds(5))
          .until(
              () -> {
                assertThat(task.isAlive()).isTrue();
                return System.nanoTime() - idleSince > AWAY.toNanos();
              });

      try (Encoder encoder = Encoder.publish(file, ingest + stream.key().reveal())) {
        JsonNode _ = stream.awaitSession(SOON, s -> s.path("state").asString("").equals("LIVE"));
        JsonNode after = stream.awaitState(push, "LIVE", SOON);
        assertThat(run.api().get(stream.path()).path("session").path("id").asString())
            .isEqualTo(session);
        assertThat(after.path("connectionId"))
            .as(run.taskLog(stream.id()))
            .isEqualTo(before.path("connectionId"));
        assertThat(run.tasks(stream.id())).containsExactly(task);
        assertThat(receiver.connections()).isEqualTo(1);
        encoder.stop();
      }
      JsonNode _ = stream.awaitSession(SOON, s -> s.path("state").asString("").equals("HOLDING"));
    }
  }

  @Test
  void aKeyRotatedWhileLiveStillOpensTheSourceOfTheRunningSession() throws Exception {
    try (RtmpReceiver receiver =
        RtmpReceiver.open("target", false, ServerSocketFactory.getDefault(), guard, () -> 0)) {
      TestStream stream = run.stream(Map.of("name", "Rotated"));
      String push = stream.push("target", receiver.url(), "key");
      String old = ingest + stream.key().reveal();
      try (Encoder encoder = Encoder.publish(file, old)) {
        JsonNode before = stream.awaitState(push, "LIVE", SOON);
        String session = run.api().get(stream.path()).path("session").path("id").asString();
        run.api().post(stream.path() + "/rotate-key", Map.of());

        ProcessHandle task = run.tasks(stream.id()).getFirst();
        assertThat(task.destroyForcibly()).isTrue();
        JsonNode _ =
            run.awaitGet(
                push,
                SOON,
                p ->
                    p.path("status").path("state").asString("").equals("LIVE")
                        && !p.path("status")
                            .path("connectionId")
                            .equals(before.path("connectionId")));
        assertThat(run.api().get(stream.path()).path("session").path("id").asString())
            .isEqualTo(session);
        encoder.stop();
      }
      JsonNode _ = stream.awaitSession(SOON, s -> s.path("state").asString("").equals("HOLDING"));
      try (Encoder encoder = Encoder.publish(file, old)) {
        assertThat(encoder.lastWords(15)).contains("Error");
      }
    }
  }

  @Test
  void refusedAndForgedPublishersStartNothing() throws Exception {
    TestStream stream = run.stream(Map.of("name", "Refused"));
    TestStream suspended = run.stream(Map.of("name", "Suspended", "suspended", true));
    String key = stream.key().reveal();
    for (String name :
        List.of(
            "no-such-key",
            suspended.key().reveal(),
            "no-such-key?name=" + key,
            key + "?name=" + suspended.key().reveal(),
            key + "?call=publish_done",
            key + "?app=other")) {
      try (Encoder encoder = Encoder.publish(file, ingest + name)) {
        assertThat(encoder.lastWords(15)).contains("Error");
      }
    }
    assertThat(run.api().get(stream.path()).path("state").asString()).isEqualTo("idle");
    assertThat(run.tasks(stream.id())).isEmpty();
    assertThat(run.tasks(suspended.id())).isEmpty();
  }

  /** The published configuration, with its fixed places moved into the test's folder. */
  private String configuration(int rtmpPort, int hookPort) throws Exception {
    Path published = Project.home().resolve("infra/ingest/nginx-rtmp");
    Path secret = folder.resolve("sluice.conf");
    Files.writeString(
        secret,
        Files.readString(published.resolve("sluice.conf.example"))
            .replace("https://api.example.com", run.run().api().toString())
            .replace("YOUR_API_KEY", run.run().owner().apiKey().reveal()));
    String text = Files.readString(published.resolve("nginx.conf"));
    return text.replaceAll("(?m)^load_module.*$", "")
        .replace("/etc/nginx/sluice.conf", secret.toString())
        .replace("/var/log/nginx/error.log", folder.resolve("error.log").toString())
        .replace("/run/nginx-rtmp.pid", folder.resolve("nginx.pid").toString())
        .replace("listen 1935;", "listen 127.0.0.1:" + rtmpPort + ";")
        .replace("127.0.0.1:8935", "127.0.0.1:" + hookPort);
  }
}
