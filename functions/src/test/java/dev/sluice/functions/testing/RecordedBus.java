package dev.sluice.functions.testing;

import dev.sluice.functions.event.EventBus;
import dev.sluice.functions.event.StreamEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A bus that keeps what was published, and refuses when told to. */
public final class RecordedBus implements EventBus {
  private final List<StreamEvent> published = new CopyOnWriteArrayList<>();
  private volatile boolean refusing;

  @Override
  public void publish(StreamEvent event) {
    if (refusing) {
      throw new IllegalStateException("the bus is away");
    }
    published.add(event);
  }

  public void refuse(boolean refuse) {
    this.refusing = refuse;
  }

  public List<StreamEvent> published() {
    return List.copyOf(published);
  }
}
