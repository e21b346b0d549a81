package dev.sluice.functions.api;

import dev.sluice.functions.http.JsonFields;
import dev.sluice.functions.http.TextRule;
import dev.sluice.functions.ingest.SourceUrl;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * The body of an event.
 *
 * @param streamId or {@code streamKey}, exactly one is there
 * @param at when it happened, by the sender's clock
 */
record EventInput(
    @Nullable String streamId,
    @Nullable String streamKey,
    @Nullable SourceUrl sourceUrl,
    @Nullable String sessionId,
    Instant at) {
  /** How far a sender's clock may run ahead. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  /**
   * Reads an event.
   *
   * @param live whether it tells of a source that is there, and may say where
   */
  static EventInput read(JsonFields fields, boolean live, Instant now) {
    String streamId = fields.text("streamId", TextRule.ID);
    String streamKey = fields.text("streamKey", TextRule.KEY);
    if (fields.has("streamId") == fields.has("streamKey")) {
      fields.reject("streamId", "give either streamId or streamKey, exactly one");
    }
    SourceUrl sourceUrl =
        live && !fields.isNull("sourceUrl") ? SourceUrlInput.read(fields, "sourceUrl") : null;
    String sessionId = fields.isNull("sessionId") ? null : fields.text("sessionId", TextRule.ID);
    Instant at = fields.isNull("at") ? null : at(fields, now);
    fields.finish();
    return new EventInput(streamId, streamKey, sourceUrl, sessionId, at == null ? now : at);
  }

  private static @Nullable Instant at(JsonFields fields, Instant now) {
    String text = fields.text("at", new TextRule(40, "a time"));
    if (text == null) {
      return null;
    }
    try {
      Instant at = OffsetDateTime.parse(text).toInstant();
      if (at.isAfter(now.plus(SKEW))) {
        fields.reject("at", "lies more than 5 minutes ahead; check the sender's clock");
      } else if (at.isBefore(Instant.EPOCH)) {
        fields.reject("at", "lies before 1970");
      }
      return at;
    } catch (DateTimeParseException e) {
      fields.reject("at", "must be a time as in 2026-01-31T12:00:00Z (RFC 3339)");
      return null;
    }
  }
}
