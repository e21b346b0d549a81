package dev.sluice.functions.http;

import dev.sluice.functions.problem.Problem;
import dev.sluice.functions.problem.ProblemException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** The JSON body of a request. */
public final class JsonBody {
  private JsonBody() {}

  /**
   * The body's fields.
   *
   * @throws ProblemException 413, 415, or 400 when there is no body or it is no JSON object
   */
  public static JsonFields required(HttpRequest request) {
    if (request.body().isEmpty()) {
      throw ProblemException.malformed("body", "is missing: this request needs a JSON object");
    }
    requireJson(request.header("content-type"));
    return JsonFields.of(Json.readObject(request.body().text()));
  }

  /** The same, where an empty body is an empty object. */
  public static JsonFields optional(HttpRequest request) {
    return request.body().isEmpty()
        ? JsonFields.of(JsonNodeFactory.instance.objectNode())
        : required(request);
  }

  private static void requireJson(@Nullable String contentType) {
    if (contentType == null) {
      return;
    }
    String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
    boolean json = parts[0].strip().equals("application/json");
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().replace("\"", "");
      json &= !parameter.startsWith("charset=") || parameter.equals("charset=utf-8");
    }
    if (!json) {
      throw new ProblemException(
          Problem.of(
              415,
              "Unsupported media type",
              "Send the body as Content-Type: application/json, in UTF-8."));
    }
  }
}
