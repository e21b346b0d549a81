package dev.sluice.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.catalog.secret.Secret;
import dev.sluice.local.client.ApiClient;
import dev.sluice.local.demo.picture.PictureSender;
import dev.sluice.local.demo.receiver.RtmpReceiver;
import dev.sluice.local.process.ProcessGuard;
import dev.sluice.local.testing.Engine;
import dev.sluice.local.testing.Program;
import dev.sluice.local.testing.Project;
import java.io.BufferedReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code ./sluice up --aws}: the local run over the services of LocalStack. */
class AwsServicesTest {

  private static final String LOCALSTACK = "localstack/localstack:4.14.0";
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void aStreamIsPushedWithItsTableKeyBusAndQueueInLocalStack() throws Exception {
    Project.assumePushTask();
    Engine.assume(LOCALSTACK);
    String container =
        Engine.say(
            "run",
            "--detach",
            "--publish=127.0.0.1::4566",
            "--env=SERVICES=dynamodb,kms,events,sqs",
            LOCALSTACK);
    try {
      String endpoint =
          "http://" + Engine.say("port", container, "4566/tcp").lines().toList().getFirst();
      Process other = up("other", environment(endpoint));
      try (BufferedReader out = other.inputReader()) {
        assertThat(Program.ready(out).path("api").asString("")).isNotEmpty();
        pushAStream(environment(endpoint));
      } finally {
        other.destroy();
        assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(names("data")).isNotEqualTo(names("other"));
      assertThat(folder.resolve("data/logs")).isDirectoryContaining("glob:**/task-*");
      assertThat(folder.resolve("other/logs")).isDirectoryNotContaining("glob:**/task-*");
      assertThat(folder.resolve("data/vault.key")).doesNotExist();
      assertThat(folder.resolve("data/shared-local-instance.db")).doesNotExist();
    } finally {
      String _ = Engine.say("rm", "--force", "--volumes", container);
    }
  }

  @Test
  void withoutAnEndpointItIsRefusedInOneLine() throws Exception {
    assumeTrue(System.getenv("AWS_ENDPOINT_URL") == null, "AWS_ENDPOINT_URL is set here");
    Process up = up("data", Map.of());
    assertThat(up.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(up.exitValue()).isEqualTo(2);
    assertThat(Files.readAllLines(log()))
        .singleElement()
        .asString()
        .startsWith("sluice: --aws needs the address of an emulator");
  }

  private void pushAStream(Map<String, String> environment) throws Exception {
    Process up = up("data", environment);
    try (BufferedReader out = up.inputReader();
        ProcessGuard guard = ProcessGuard.start();
        RtmpReceiver receiver =
            RtmpReceiver.open("target", false, ServerSocketFactory.getDefault(), guard, () -> 0)) {
      JsonNode ready = Program.ready(out);
      assertThat(ready.path("api").asString("")).as(Files.readString(log())).isNotEmpty();
      URI address = URI.create(ready.path("api").asString());
      try (ApiClient api = new ApiClient(address, Secret.of(ready.path("apiKey").asString()))) {
        JsonNode stream = api.post("/v1/streams", Map.of("name", "In LocalStack"));
        String pushes = "/v1/streams/" + stream.path("id").asString() + "/pushes";
        JsonNode _ =
            api.post(pushes, Map.of("name", "target", "url", receiver.url(), "streamKey", "a key"));
        String publishUrl =
            ready.path("ingest").asString()
                + "/"
                + stream.path("ingest").path("streamKey").asString();
        try (PictureSender _ = PictureSender.start(guard, publishUrl)) {
          await("the push to be live")
              .atMost(SOON)
              .until(() -> api.get(pushes).at("/items/0/status/state").asString("").equals("LIVE"));
        }
      }
    } finally {
      up.destroy();
      assertThat(up.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static Map<String, String> environment(String endpoint) {
    return Map.of(
        "AWS_ENDPOINT_URL", endpoint,
        "AWS_REGION", "us-east-1",
        "AWS_ACCESS_KEY_ID", "local",
        "AWS_SECRET_ACCESS_KEY", "local");
  }

  private String names(String data) throws Exception {
    return Files.readString(folder.resolve(data).resolve("aws-name"));
  }

  private Process up(String folderName, Map<String, String> environment) throws Exception {
    String data = folder.resolve(folderName).toString();
    return Program.start(
        folderName.equals("data") ? log() : folder.resolve("other.log"),
        environment,
        List.of("up", "--port=0", "--rtmp-port=0", "--data", data, "--aws", "--json"));
  }

  private Path log() {
    return folder.resolve("words.log");
  }
}
