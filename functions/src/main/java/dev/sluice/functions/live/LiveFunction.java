package dev.sluice.functions.live;

import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.session.LiveEvent;
import dev.sluice.catalog.session.LiveOutcome;
import dev.sluice.functions.event.Envelope;
import dev.sluice.functions.event.QueueBatch;
import dev.sluice.functions.event.StreamEvent;
import dev.sluice.functions.launch.TaskStarter;
import java.util.Map;
import java.util.function.Function;

/**
 * The function {@code live}: a session that began gets its task. An event without a session id
 * comes from somebody else's rule on the bus: it begins or holds a session by the stream's own pull
 * URL, as {@code /v1/events} would.
 */
public final class LiveFunction implements Function<Map<String, Object>, Map<String, Object>> {
  private final Catalog catalog;
  private final TaskStarter starter;

  public LiveFunction(Catalog catalog, TaskStarter starter) {
    this.catalog = catalog;
    this.starter = starter;
  }

  @Override
  public Map<String, Object> apply(Map<String, Object> input) {
    return QueueBatch.each(input, this::consume);
  }

  private void consume(Envelope envelope) {
    StreamEvent event = envelope.streamEvent();
    switch (event.kind()) {
      case LIVE -> live(event, envelope);
      case IDLE -> {
        boolean _ = catalog.sessions().idle(event.streamId(), event.sessionId(), envelope.time());
      }
    }
  }

  private void live(StreamEvent event, Envelope envelope) {
    if (event.sessionId() != null) {
      starter.ensure(event.streamId(), event.sessionId());
      return;
    }
    var outcome =
        catalog.sessions().begin(event.streamId(), new LiveEvent(null, null, envelope.time()));
    switch (outcome) {
      case LiveOutcome.Started(var session) -> starter.ensure(event.streamId(), session.id());
      case LiveOutcome.Resumed(var session) -> starter.ensure(event.streamId(), session.id());
      case LiveOutcome.Unchanged(var session) -> starter.ensure(event.streamId(), session.id());
      case LiveOutcome.Dropped _, LiveOutcome.NoSource _ -> {}
    }
  }
}
