package dev.sluice.functions.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.secret.Secret;
import dev.sluice.functions.testing.Answer;
import dev.sluice.functions.testing.ApiRun;
import dev.sluice.functions.testing.GatewayEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A stream whose ingest server calls its hook, by requests as that server sends them. */
final class HookRun implements AutoCloseable {
  static final String TEMPLATE = "rtmp://ingest.internal:1935/{app}/{key}";

  final ApiRun api;
  final String streamId;
  final String key;
  private final String route;

  HookRun(String route) {
    this(route, Map.of("SLUICE_SOURCE_URL", TEMPLATE));
  }

  HookRun(String route, Map<String, String> environment) {
    this.api = ApiRun.open(environment);
    this.route = "/v1/hooks/" + route;
    Answer made = api.call("POST", "/v1/streams", "{\"name\": \"show\"}");
    this.streamId = made.text("/id");
    this.key = made.text("/ingest/streamKey");
  }

  /** Sends a documented request from the test's resources, its KEY replaced. */
  Answer form(String resource) {
    return form(resource, key);
  }

  Answer form(String resource, String withKey) {
    return api.send(event().form(text(resource, withKey)));
  }

  Answer json(String resource) {
    return json(resource, key);
  }

  Answer json(String resource, String withKey) {
    return api.send(event().json(text(resource, withKey)));
  }

  GatewayEvent event() {
    return GatewayEvent.of("POST", route).bearer(api.apiKey());
  }

  String text(String resource, String withKey) {
    try (InputStream file = HookRun.class.getResourceAsStream(resource)) {
      assertThat(file).as(resource).isNotNull();
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .strip()
          .replace("KEY", withKey);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Answer stream() {
    return api.call("GET", "/v1/streams/" + streamId);
  }

  String session() {
    return stream().text("/session/id");
  }

  boolean isHolding() {
    return stream().text("/session/state").equals("HOLDING")
        || api.catalog().sessions().control(streamId).orElseThrow().idleSince() != null;
  }

  Secret sourceUrl() {
    return api.catalog().sessions().openSourceUrl(streamId, session());
  }

  int sessions() {
    return api.call("GET", "/v1/streams/" + streamId + "/sessions").json().at("/items").size();
  }

  @Override
  public void close() {
    api.close();
  }
}
