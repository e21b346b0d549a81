package dev.sluice.local.ingest;

import dev.sluice.catalog.secret.Secret;
import java.util.concurrent.CompletableFuture;

/**
 * Who may publish, and who hears of it: what an ingest server's hooks are. Thread-safe; calls about
 * one key take effect in the order they were made.
 */
public interface IngestGate {

  /** What became of a wish to publish. */
  enum Verdict {
    ACCEPTED,
    /** The key is unknown, was rotated, or its stream is suspended. */
    REFUSED,
    /** Nobody could be asked. */
    UNAVAILABLE
  }

  /** A publisher is there. Completes within 10 s, never exceptionally. */
  CompletableFuture<Verdict> publish(String app, Secret key, String clientId);

  /** Whether a publisher that was accepted may go on. Completes as {@link #publish} does. */
  CompletableFuture<Verdict> update(String app, Secret key, String clientId);

  /** A publisher that was accepted has gone. */
  void publishDone(String app, Secret key, String clientId);
}
