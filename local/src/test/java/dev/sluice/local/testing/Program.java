package dev.sluice.local.testing;

import dev.sluice.catalog.secret.Secret;
import dev.sluice.local.client.ApiClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program as a process of its own, started by the line that the script becomes. */
public final class Program {

  private Program() {}

  /**
   * Starts it.
   *
   * @param log the file for what it says to standard error
   * @param environment more of it than this process's own
   */
  public static Process start(Path log, Map<String, String> environment, List<String> words)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + Project.home().resolve("local/jvm.args"));
    command.add("-Dsluice.home=" + Project.home());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("dev.sluice.local.Main");
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Waits for the line that it prints with {@code --json} once it is ready. */
  public static JsonNode ready(BufferedReader out) throws Exception {
    return JsonMapper.shared()
        .readTree(CompletableFuture.supplyAsync(() -> lineOf(out)).get(60, TimeUnit.SECONDS));
  }

  /** Makes a stream whose source is not there, and says that it is live: a task starts. */
  public static void startTask(JsonNode ready) {
    Secret key = Secret.of(ready.path("apiKey").asString());
    try (ApiClient api = new ApiClient(URI.create(ready.path("api").asString()), key)) {
      JsonNode stream =
          api.post(
              "/v1/streams", Map.of("name", "Pulled", "pullUrl", "rtmp://127.0.0.1:9/live/none"));
      JsonNode _ =
          api.post("/v1/events/stream-live", Map.of("streamId", stream.path("id").asString()));
    }
  }

  private static String lineOf(BufferedReader reader) {
    try {
      return String.valueOf(reader.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
