package dev.sluice.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.catalog.secret.Secret;
import dev.sluice.local.cli.StartException;
import dev.sluice.local.client.ApiClient;
import dev.sluice.local.testing.TestRun;
import dev.sluice.local.testing.TestStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class RestartTest {

  @TempDir Path folder;

  @Test
  void aRestartKeepsStreamsPushesAndKeys() throws Exception {
    Owner owner;
    TestStream stream;
    try (TestRun first = TestRun.start(folder)) {
      owner = first.run().owner();
      stream = first.stream(Map.of("name", "Kept"));
      String _ = stream.push("kept", "rtmp://127.0.0.1:9/app", "key");
    }
    try (TestRun second = TestRun.start(folder)) {
      assertThat(second.run().owner()).isEqualTo(owner);
      assertThat(second.api().get(stream.path()).path("name").asString()).isEqualTo("Kept");
      JsonNode pushes = second.api().get(stream.path() + "/pushes").path("items");
      assertThat(pushes).hasSize(1);
      assertThat(pushes.path(0).path("hasStreamKey").asBoolean()).isTrue();
      assertThat(second.run().catalog().streams().findByIngestKey(stream.key())).isPresent();
    }
  }

  @Test
  void aSecondAccountSeesNothingOfTheFirst() throws Exception {
    try (TestRun run = TestRun.start(folder)) {
      TestStream stream = run.stream(Map.of("name", "Mine"));
      String push = stream.push("mine", "rtmp://127.0.0.1:9/app", "key");
      String other = run.run().catalog().accounts().create("other").id();
      Secret key = run.run().catalog().accounts().createApiKey(other, "test");
      try (ApiClient stranger = new ApiClient(run.run().api(), key)) {
        assertThat(stranger.get("/v1/streams").path("items")).isEmpty();
        assertThat(stranger.get("/v1/targets").path("items")).isEmpty();
        for (String path : new String[] {stream.path(), stream.path() + "/pushes", push}) {
          assertThatThrownBy(() -> stranger.get(path)).hasMessageContaining("answered with 404");
        }
        assertThatThrownBy(() -> stranger.delete(stream.path()))
            .hasMessageContaining("answered with 404");
        assertThatThrownBy(
                () ->
                    stranger.post(
                        "/v1/events/stream-live", Map.of("streamKey", stream.key().reveal())))
            .hasMessageContaining("answered with 4");
      }
      assertThat(run.api().get(push).path("name").asString()).isEqualTo("mine");
    }
  }

  @Test
  void aFolderInUseIsRefusedInOneLine() throws Exception {
    try (TestRun _ = TestRun.start(folder)) {
      assertThatThrownBy(() -> TestRun.start(folder))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("is in use by another run");
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsRefusedInOneLine() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> TestRun.start(file.resolve("data")))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("cannot be made");
    assertThatThrownBy(() -> TestRun.start(file))
        .isInstanceOf(StartException.class)
        .hasMessageContaining(file + " is a file");
  }

  @Test
  void portsInUseAreRefusedInOneLineAndLeaveTheFolderFree() throws Exception {
    Path other = folder.resolve("other");
    try (TestRun run = TestRun.start(folder.resolve("one"))) {
      int port = run.run().api().getPort();
      int rtmpPort = Integer.parseInt(run.run().ingest().replaceAll(".*:(\\d+)/live", "$1"));
      LocalSettings settings = TestRun.settings(other);
      assertThatThrownBy(() -> TestRun.start(LocalSettings.of(settings.home(), other, port, 0)))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("port " + port + " is in use")
          .hasMessageContaining("--port");
      assertThatThrownBy(() -> TestRun.start(LocalSettings.of(settings.home(), other, 0, rtmpPort)))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("RTMP port " + rtmpPort + " is in use")
          .hasMessageContaining("--rtmp-port");
    }
    TestRun.start(other).close();
  }

  @Test
  void whatIsSecretIsReadableByItsOwnerAlone() throws Exception {
    Path data = folder.resolve("data");
    TestRun.start(data).close();
    if (Files.getFileStore(data).supportsFileAttributeView("posix")) {
      for (String name : new String[] {"api-key", "vault.key"}) {
        assertThat(Files.getPosixFilePermissions(data.resolve(name))).hasSize(2);
      }
      assertThat(Files.getPosixFilePermissions(data)).hasSize(3);
    }
  }
}
