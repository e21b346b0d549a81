package dev.sluice.functions.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.sluice.functions.http.PathTemplate;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * {@code docs/api/openapi.yaml}, held against what the API takes and gives. A field that is not
 * described is as much a failure as one that is missing.
 */
public final class OpenApiDescription {
  private static final String ID = "https://sluice.test/openapi.json";
  private static final OpenApiDescription SHARED = new OpenApiDescription();

  private final JsonNode document;
  private final SchemaRegistry schemas;

  private OpenApiDescription() {
    document = new YAMLMapper().readTree(Path.of("..", "docs", "api", "openapi.yaml").toFile());
    document.at("/components/schemas").forEach(OpenApiDescription::close);
    schemas =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemas(Map.of(ID, document.toString())));
  }

  public static OpenApiDescription shared() {
    return SHARED;
  }

  public JsonNode document() {
    return document;
  }

  /** Fails unless the description knows this answer to this request. */
  void check(GatewayEvent request, Answer answer) {
    String where = request.method() + " " + request.path() + " -> " + answer.status();
    JsonNode operation = operation(request.method(), request.path());
    if (operation == null) {
      assertThat(answer.status()).as(where).isIn(204, 400, 404, 405);
      if (answer.status() != 204 && !request.method().equals("HEAD")) {
        validate(where, "#/components/schemas/Problem", answer.body());
      }
      return;
    }
    if (answer.status() < 300 && request.isJson()) {
      JsonNode schema = operation.at("/requestBody/content/application~1json/schema");
      if (!schema.isMissingNode() && schema.has("$ref")) {
        validate(where + " request", schema.path("$ref").stringValue(), request.text());
      }
    }
    JsonNode response = resolved(operation.path("responses").path("" + answer.status()));
    assertThat(response.isMissingNode()).as("%s is described", where).isFalse();
    response
        .path("headers")
        .propertyNames()
        .forEach(
            name ->
                assertThat(answer.headers()).as(where).containsKey(name.toLowerCase(Locale.ROOT)));
    if (request.method().equals("HEAD")) {
      assertThat(answer.body()).as(where).isEmpty();
    } else {
      checkBody(where, response.path("content"), answer);
    }
  }

  private void checkBody(String where, JsonNode content, Answer answer) {
    if (content.isMissingNode()) {
      assertThat(answer.body()).as(where).isEmpty();
      return;
    }
    String type = String.valueOf(answer.header("content-type"));
    assertThat(content.propertyNames()).as(where).contains(type);
    validate(where, content.path(type).path("schema").path("$ref").stringValue(), answer.body());
  }

  private void validate(String where, String reference, String body) {
    var schema = schemas.getSchema(SchemaLocation.of(ID + reference));
    JsonNode json = new YAMLMapper().readTree(body);
    assertThat(schema.validate(json)).as("%s\n%s", where, body).isEmpty();
  }

  private @Nullable JsonNode operation(String method, String path) {
    List<String> segments = Arrays.asList(decoded(path).substring(1).split("/", -1));
    String verb = method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
    for (var entry : document.path("paths").properties()) {
      if (PathTemplate.of(entry.getKey()).match(segments).isPresent()) {
        return entry.getValue().get(verb);
      }
    }
    return null;
  }

  /** As the function reads it, without a trailing slash; what cannot be decoded is no path. */
  private static String decoded(String path) {
    String trimmed =
        path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    try {
      return URLDecoder.decode(trimmed.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "/";
    }
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.path("$ref").stringValue().substring(1)) : node;
  }

  private static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object
        && object.has("properties")
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    schema.forEach(OpenApiDescription::close);
  }
}
