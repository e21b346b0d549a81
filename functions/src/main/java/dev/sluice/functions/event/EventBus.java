package dev.sluice.functions.event;

/**
 * Where the API puts its events: EventBridge in AWS, a bounded queue in the local run. Thread-safe.
 */
public interface EventBus {
  /**
   * Publishes one event; it reaches the consumers at least once.
   *
   * @throws RuntimeException when the bus did not take it; {@code reconcile} finds the session all
   *     the same
   */
  void publish(StreamEvent event);
}
