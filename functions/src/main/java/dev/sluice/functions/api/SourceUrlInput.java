package dev.sluice.functions.api;

import dev.sluice.functions.http.JsonFields;
import dev.sluice.functions.http.TextRule;
import dev.sluice.functions.ingest.SourceUrl;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the URL of a source out of a body. */
final class SourceUrlInput {
  private SourceUrlInput() {}

  /** Null when it was not sent or was refused. */
  static @Nullable SourceUrl read(JsonFields fields, String name) {
    String text = fields.text(name, TextRule.URL);
    if (text == null) {
      return null;
    }
    Optional<String> objection = SourceUrl.objection(text);
    objection.ifPresent(message -> fields.reject(name, message));
    return objection.isPresent() ? null : SourceUrl.of(text);
  }
}
