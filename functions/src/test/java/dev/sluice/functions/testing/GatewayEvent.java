package dev.sluice.functions.testing;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Builds the event that an HTTP API's gateway makes of a request (payload format 2.0). */
public final class GatewayEvent {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final String method;
  private final String path;
  private final String query;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private String stage = "$default";
  private @Nullable String body;
  private boolean base64;

  private GatewayEvent(String method, String target) {
    int question = target.indexOf('?');
    this.method = method;
    this.path = question < 0 ? target : target.substring(0, question);
    this.query = question < 0 ? "" : target.substring(question + 1);
  }

  /**
   * A request.
   *
   * @param target path and query as they stand in the request line
   */
  public static GatewayEvent of(String method, String target) {
    return new GatewayEvent(method, target);
  }

  public GatewayEvent header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  public GatewayEvent bearer(String key) {
    return header("authorization", "Bearer " + key);
  }

  public GatewayEvent stage(String name) {
    this.stage = name;
    return this;
  }

  public GatewayEvent json(String text) {
    return header("content-type", "application/json").body(text);
  }

  public GatewayEvent form(String text) {
    return header("content-type", "application/x-www-form-urlencoded").body(text);
  }

  public GatewayEvent body(String text) {
    this.body = text;
    return this;
  }

  /** A body as the gateway hands over what it does not take for text. */
  public GatewayEvent bytes(byte[] content) {
    this.body = Base64.getEncoder().encodeToString(content);
    this.base64 = true;
    return this;
  }

  String method() {
    return method;
  }

  String path() {
    return path;
  }

  boolean isJson() {
    return !base64 && body != null && "application/json".equals(headers.get("content-type"));
  }

  String text() {
    return body == null ? "" : body;
  }

  /** The event as the runtime hands it to the handler. */
  public byte[] toBytes() {
    String rawPath = stage.equals("$default") ? path : "/" + stage + path;
    Map<String, Object> http = new LinkedHashMap<>();
    http.put("method", method);
    http.put("path", rawPath);
    http.put("protocol", "HTTP/1.1");
    http.put("sourceIp", "192.0.2.1");
    http.put("userAgent", "test");
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("accountId", "anonymous");
    context.put("apiId", "local");
    context.put("domainName", "localhost");
    context.put("http", http);
    context.put("requestId", "request-1");
    context.put("routeKey", "$default");
    context.put("stage", stage);
    context.put("timeEpoch", 1_790_000_000_000L);
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("version", "2.0");
    event.put("routeKey", "$default");
    event.put("rawPath", rawPath);
    event.put("rawQueryString", query);
    event.put("headers", headers);
    event.put("requestContext", context);
    if (body != null) {
      event.put("body", body);
    }
    event.put("isBase64Encoded", base64);
    return JSON.writeValueAsString(event).getBytes(StandardCharsets.UTF_8);
  }
}
