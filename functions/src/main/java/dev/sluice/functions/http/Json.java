package dev.sluice.functions.http;

import dev.sluice.functions.problem.ProblemException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON as the API takes and gives it. Taken strictly (RFC 8259 and no more): no key twice, nothing
 * behind the value, bounded depth and numbers. Thread-safe.
 */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(32)
                          .maxNumberLength(64)
                          .maxNameLength(256)
                          .maxStringLength(RequestBody.MAX_BYTES)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /** An object of the API as JSON text. */
  public static String write(Object view) {
    return MAPPER.writeValueAsString(view);
  }

  /**
   * Reads a body that must be one JSON object.
   *
   * @throws ProblemException 400 when it is not
   */
  public static ObjectNode readObject(String text) {
    JsonNode node;
    try {
      node = MAPPER.readTree(text);
    } catch (JacksonException e) {
      // Jackson's own message quotes the text, and a key may stand in it.
      TokenStreamLocation at = e.getLocation();
      throw ProblemException.malformed(
          "body",
          "is not valid JSON"
              + (at == null || at.getLineNr() < 1
                  ? ""
                  : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")"));
    }
    if (!(node instanceof ObjectNode object)) {
      throw ProblemException.malformed("body", "must be a JSON object: {\"name\": ...}");
    }
    return object;
  }
}
