package dev.sluice.wire.net;

/**
 * Something that was begun and can be called off. Safe to call from any thread, any number of
 * times.
 */
@FunctionalInterface
public interface Cancellable {
  /** Calls it off. Once this returned on the loop's own thread, nothing of it runs any more. */
  void cancel();
}
