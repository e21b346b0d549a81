package dev.sluice.functions.api;

import dev.sluice.catalog.stream.StreamDraft;
import dev.sluice.catalog.stream.StreamEdit;
import dev.sluice.functions.http.JsonFields;
import dev.sluice.functions.http.TextRule;
import dev.sluice.functions.ingest.SourceUrl;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads streams out of bodies. */
final class StreamInput {
  private static final Duration DEFAULT_HOLD = Duration.ofSeconds(30);
  private static final int MAX_HOLD_SECONDS = 600;

  private StreamInput() {}

  static StreamDraft draft(JsonFields fields) {
    fields.require("name", "what you call the stream");
    String name = fields.text("name", TextRule.NAME);
    SourceUrl pullUrl = pullUrl(fields);
    Duration hold = hold(fields);
    Boolean suspended = fields.bool("suspended");
    fields.finish();
    return new StreamDraft(
        Objects.requireNonNull(name),
        pullUrl == null ? null : pullUrl.url(),
        pullUrl == null ? null : pullUrl.masked(),
        hold == null ? DEFAULT_HOLD : hold,
        suspended != null && suspended);
  }

  static StreamEdit edit(JsonFields fields) {
    String name = fields.text("name", TextRule.NAME);
    SourceUrl pullUrl = pullUrl(fields);
    Duration hold = hold(fields);
    Boolean suspended = fields.bool("suspended");
    fields.finish();
    return new StreamEdit(
        name,
        pullUrl == null ? null : pullUrl.url(),
        pullUrl == null ? null : pullUrl.masked(),
        fields.isNull("pullUrl"),
        hold,
        suspended);
  }

  private static @Nullable SourceUrl pullUrl(JsonFields fields) {
    return fields.isNull("pullUrl") ? null : SourceUrlInput.read(fields, "pullUrl");
  }

  private static @Nullable Duration hold(JsonFields fields) {
    Integer seconds = fields.integer("holdSeconds", 0, MAX_HOLD_SECONDS);
    return seconds == null ? null : Duration.ofSeconds(seconds);
  }
}
