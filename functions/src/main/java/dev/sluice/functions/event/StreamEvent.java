package dev.sluice.functions.event;

import org.jspecify.annotations.Nullable;

/**
 * A stream went live or idle. Ids only: where the source is stands in the table, encrypted.
 *
 * @param accountId for whoever listens on the bus; null where the sender did not know it
 * @param sessionId the session concerned; null when the sender knows only the stream
 */
public record StreamEvent(
    Kind kind, @Nullable String accountId, String streamId, @Nullable String sessionId) {

  /** The source of our own events on the bus. */
  public static final String SOURCE = "sluice";

  /** What happened, by the event's detail type on the bus. */
  public enum Kind {
    LIVE("Stream Live"),
    IDLE("Stream Idle");

    private final String detailType;

    Kind(String detailType) {
      this.detailType = detailType;
    }

    public String detailType() {
      return detailType;
    }
  }
}
