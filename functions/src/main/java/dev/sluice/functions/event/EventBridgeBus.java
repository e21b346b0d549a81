package dev.sluice.functions.event;

import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import tools.jackson.databind.json.JsonMapper;

/** Events on an EventBridge bus. Thread-safe. */
public final class EventBridgeBus implements EventBus {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final EventBridgeClient client;
  private final String bus;

  /** Publishes to the bus of this name. */
  public EventBridgeBus(EventBridgeClient client, String bus) {
    this.client = client;
    this.bus = bus;
  }

  @Override
  public void publish(StreamEvent event) {
    Map<String, String> detail = new LinkedHashMap<>();
    if (event.accountId() != null) {
      detail.put("accountId", event.accountId());
    }
    detail.put("streamId", event.streamId());
    if (event.sessionId() != null) {
      detail.put("sessionId", event.sessionId());
    }
    PutEventsRequestEntry entry =
        PutEventsRequestEntry.builder()
            .eventBusName(bus)
            .source(StreamEvent.SOURCE)
            .detailType(event.kind().detailType())
            .detail(JSON.writeValueAsString(detail))
            .build();
    PutEventsResponse answer = client.putEvents(r -> r.entries(entry));
    // PutEvents answers 200 for entries it did not take.
    if (answer.failedEntryCount() != null && answer.failedEntryCount() > 0) {
      throw new IllegalStateException(
          "the bus did not take the event: " + answer.entries().getFirst().errorCode());
    }
  }
}
