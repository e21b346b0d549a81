package dev.sluice.local.testing;

import static org.awaitility.Awaitility.await;

import dev.sluice.catalog.secret.Secret;
import dev.sluice.local.cli.StartException;
import dev.sluice.local.client.ApiClient;
import dev.sluice.local.run.LocalRun;
import dev.sluice.local.run.LocalSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** A local run in this process, on ports of its own, and what tests do with it. */
public final class TestRun implements AutoCloseable {

  static {
    // Spring Boot would set logging up anew with each function's context.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
  }

  private final LocalRun run;
  private final ApiClient api;
  private final Path data;

  private TestRun(LocalRun run, Path data) {
    this.run = run;
    this.data = data;
    api = new ApiClient(run.api(), run.owner().apiKey());
  }

  /** Starts one on a data folder. */
  public static TestRun start(Path data) throws StartException {
    return start(settings(data));
  }

  /** Starts one of other settings. */
  public static TestRun start(LocalSettings settings) throws StartException {
    return new TestRun(LocalRun.start(settings), settings.data());
  }

  /** Settings with any ports. */
  public static LocalSettings settings(Path data) {
    return LocalSettings.of(Project.home(), data, 0, 0);
  }

  public LocalRun run() {
    return run;
  }

  public ApiClient api() {
    return api;
  }

  /** Makes a stream. */
  public TestStream stream(Map<String, ?> body) {
    JsonNode stream = api.post("/v1/streams", body);
    return new TestStream(
        this,
        stream.path("id").asString(),
        Secret.of(stream.path("ingest").path("streamKey").asString()));
  }

  /** The push tasks of a stream that run now, as a process list shows them. */
  public List<ProcessHandle> tasks(String streamId) {
    return ProcessHandle.current()
        .children()
        .filter(child -> List.of(child.info().arguments().orElse(new String[0])).contains(streamId))
        .filter(ProcessHandle::isAlive)
        .toList();
  }

  /** What a stream's tasks have logged, for the words of a failure. */
  public String taskLog(String streamId) throws IOException {
    return Files.readString(data.resolve("logs").resolve("task-" + streamId + ".log"));
  }

  /** Waits until a GET's answer is as wanted; answers it. */
  public JsonNode awaitGet(String path, Duration within, Predicate<JsonNode> wanted) {
    return await("GET " + path)
        .atMost(within)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> api.get(path), wanted);
  }

  @Override
  public void close() {
    api.close();
    run.close();
  }
}
