package dev.sluice.local.testing;

import dev.sluice.catalog.secret.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * A stream of a test.
 *
 * @param key its ingest key
 */
public record TestStream(TestRun run, String id, Secret key) {

  /** Where an encoder publishes it to the run's own ingest. */
  public String publishUrl() {
    return run.run().ingest() + "/" + key.reveal();
  }

  public String path() {
    return "/v1/streams/" + id;
  }

  /** Makes a push with an inline target; its path. */
  public String push(String name, String url, String streamKey) {
    JsonNode push =
        run.api()
            .post(path() + "/pushes", Map.of("name", name, "url", url, "streamKey", streamKey));
    return path() + "/pushes/" + push.path("id").asString();
  }

  /** Waits until a push has a state; answers its status. */
  public JsonNode awaitState(String pushPath, String state, Duration within) {
    return run.awaitGet(pushPath, within, push -> state(push).equals(state)).path("status");
  }

  /** Waits until the task has applied the stream's configuration to a push; answers its status. */
  public JsonNode awaitApplied(String pushPath, Duration within) {
    long revision = run.api().get(path()).path("revision").asLong();
    return run.awaitGet(
            pushPath,
            within,
            push -> push.path("status").path("appliedRevision").asLong(0) >= revision)
        .path("status");
  }

  /** Waits until the stream's session is as wanted; answers it. */
  public JsonNode awaitSession(Duration within, Predicate<JsonNode> wanted) {
    return run.awaitGet(path(), within, stream -> wanted.test(stream.path("session")))
        .path("session");
  }

  private static String state(JsonNode push) {
    return push.path("status").path("state").asString("");
  }
}
