package dev.sluice.functions.event;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An EventBridge event: the envelope that AWS documents, and its detail.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html">Event
 *     structure</a>
 * @param detailType what kind of event it is
 * @param time when it happened
 */
public record Envelope(String source, String detailType, Instant time, JsonNode detail) {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Set<String> STREAM_FIELDS = Set.of("accountId", "streamId", "sessionId");

  /** Reads an envelope. */
  public static Envelope parse(String json) {
    try {
      return of(JSON.readTree(json));
    } catch (JacksonException e) {
      throw new MalformedEventException("the event is not JSON");
    }
  }

  /** Reads an envelope that is JSON already. */
  public static Envelope of(JsonNode event) {
    JsonNode detail = event.path("detail");
    if (!detail.isObject()) {
      throw new MalformedEventException("the event has no detail");
    }
    return new Envelope(
        text(event, "source"), text(event, "detail-type"), time(text(event, "time")), detail);
  }

  /** The stream event in it. Ids only: any other field (a URL, say) is refused. */
  public StreamEvent streamEvent() {
    for (String name : detail.propertyNames()) {
      if (!STREAM_FIELDS.contains(name)) {
        throw new MalformedEventException("a stream event carries ids only; refused: " + name);
      }
    }
    return new StreamEvent(
        kind(), optionalText("accountId"), text(detail, "streamId"), optionalText("sessionId"));
  }

  private StreamEvent.Kind kind() {
    for (var kind : StreamEvent.Kind.values()) {
      if (kind.detailType().equals(detailType)) {
        return kind;
      }
    }
    throw new MalformedEventException("not a stream event: " + detailType);
  }

  private @Nullable String optionalText(String field) {
    return detail.hasNonNull(field) ? text(detail, field) : null;
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isString() || value.stringValue().isEmpty()) {
      throw new MalformedEventException("the event has no " + field);
    }
    return value.stringValue();
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new MalformedEventException("the event's time is not RFC 3339");
    }
  }
}
