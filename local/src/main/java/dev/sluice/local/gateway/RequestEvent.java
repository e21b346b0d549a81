package dev.sluice.local.gateway;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The event that an HTTP API of API Gateway makes of a request, payload format 2.0, default route
 * and stage.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">API
 *     Gateway, Lambda integrations</a>
 */
final class RequestEvent {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String DEFAULT = "$default";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  private RequestEvent() {}

  /**
   * The event as bytes.
   *
   * @param headers names in any case, each with its values in order
   * @param rawPath the path as it stood on the request line, nothing decoded
   * @param rawQuery the query as it stood, or null when there was none
   */
  static byte[] encode(
      String requestId,
      Instant at,
      String method,
      String rawPath,
      @Nullable String rawQuery,
      String sourceIp,
      Map<String, List<String>> headers,
      byte[] body) {
    ObjectNode event = JSON.createObjectNode();
    event.put("version", "2.0");
    event.put("routeKey", DEFAULT);
    event.put("rawPath", rawPath);
    event.put("rawQueryString", rawQuery == null ? "" : rawQuery);
    Map<String, String> joined = joinHeaders(headers, event);
    putAll(event.putObject("headers"), joined);
    if (rawQuery != null && !rawQuery.isEmpty()) {
      putAll(event.putObject("queryStringParameters"), parameters(rawQuery));
    }
    ObjectNode context = event.putObject("requestContext");
    context.put("accountId", "anonymous");
    context.put("apiId", "local");
    context.put("domainName", joined.getOrDefault("host", "localhost"));
    context.put("domainPrefix", "local");
    ObjectNode http = context.putObject("http");
    http.put("method", method);
    http.put("path", rawPath);
    http.put("protocol", "HTTP/1.1");
    http.put("sourceIp", sourceIp);
    http.put("userAgent", joined.getOrDefault("user-agent", ""));
    context.put("requestId", requestId);
    context.put("routeKey", DEFAULT);
    context.put("stage", DEFAULT);
    context.put("time", TIME.format(at));
    context.put("timeEpoch", at.toEpochMilli());
    putBody(event, joined.get("content-type"), body);
    return JSON.writeValueAsBytes(event);
  }

  /** Lower-case names, several values of one name joined by commas; cookies go to a list. */
  private static Map<String, String> joinHeaders(
      Map<String, List<String>> headers, ObjectNode event) {
    Map<String, String> joined = new TreeMap<>();
    headers.forEach(
        (name, values) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (lower.equals("cookie")) {
            ArrayNode cookies = event.withArray("cookies");
            for (String value : values) {
              for (String cookie : value.split("; ?", -1)) {
                cookies.add(cookie);
              }
            }
          } else {
            joined.merge(lower, String.join(",", values), (a, b) -> a + "," + b);
          }
        });
    return joined;
  }

  private static Map<String, String> parameters(String rawQuery) {
    Map<String, String> parameters = new TreeMap<>();
    for (String pair : rawQuery.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        parameters.merge(decode(name), decode(value), (a, b) -> a + "," + b);
      }
    }
    return parameters;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /** Text goes as it is, anything else, forms among it, as base64. */
  private static void putBody(ObjectNode event, @Nullable String contentType, byte[] body) {
    String text = isText(contentType) ? decodeUtf8(body) : null;
    if (body.length > 0) {
      event.put("body", text != null ? text : Base64.getEncoder().encodeToString(body));
    }
    event.put("isBase64Encoded", body.length > 0 && text == null);
  }

  private static boolean isText(@Nullable String contentType) {
    if (contentType == null) {
      return true;
    }
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return type.startsWith("text/")
        || type.equals("application/json")
        || type.equals("application/javascript")
        || type.equals("application/xml")
        || type.endsWith("+json")
        || type.endsWith("+xml");
  }

  private static @Nullable String decodeUtf8(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static void putAll(ObjectNode node, Map<String, String> values) {
    values.forEach(node::put);
  }
}
