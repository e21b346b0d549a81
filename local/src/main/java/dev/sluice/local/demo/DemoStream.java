package dev.sluice.local.demo;

import dev.sluice.local.client.ApiClient;
import dev.sluice.local.demo.receiver.Receiver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The demo's stream and its pushes, made and watched through the HTTP API like anybody's. */
final class DemoStream {

  private final ApiClient api;
  private final String path;
  private final String publishUrl;
  private final Map<String, Receiver> receiversByPush = new LinkedHashMap<>();
  private final Map<String, String> pushesByName = new LinkedHashMap<>();

  private DemoStream(ApiClient api, String path, String publishUrl) {
    this.api = api;
    this.path = path;
    this.publishUrl = publishUrl;
  }

  static DemoStream create(ApiClient api) {
    JsonNode stream = api.post("/v1/streams", Map.of("name", "Demo"));
    JsonNode ingest = stream.path("ingest");
    return new DemoStream(
        api,
        "/v1/streams/" + stream.path("id").asString(),
        ingest.path("url").asString() + "/" + ingest.path("streamKey").asString());
  }

  /** Where the encoder publishes; it holds the key. */
  String publishUrl() {
    return publishUrl;
  }

  void push(String name, Receiver receiver) {
    JsonNode push =
        api.post(
            path + "/pushes",
            Map.of("name", name, "url", receiver.url(), "streamKey", "demo-" + name));
    String id = push.path("id").asString();
    receiversByPush.put(id, receiver);
    pushesByName.put(name, id);
  }

  void enable(String name, boolean enabled) {
    JsonNode _ = api.patch(path + "/pushes/" + pushesByName.get(name), Map.of("enabled", enabled));
  }

  /** Ends the session: the task unpublishes at every target. */
  void terminate() {
    JsonNode _ = api.post(path + "/terminate", Map.of());
  }

  /** What the API and the receivers say now, in the order the pushes were made. */
  List<DemoTarget> targets() {
    Map<String, JsonNode> pushes = new LinkedHashMap<>();
    for (JsonNode push : api.get(path + "/pushes").path("items")) {
      pushes.put(push.path("id").asString(), push);
    }
    List<DemoTarget> targets = new ArrayList<>();
    receiversByPush.forEach(
        (id, receiver) -> {
          JsonNode push = pushes.get(id);
          if (push != null) {
            targets.add(DemoTarget.of(push, receiver));
          }
        });
    return targets;
  }

  DemoTarget target(String name) {
    return targets().stream()
        .filter(target -> target.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the push " + name + " is not listed"));
  }
}
