package dev.sluice.local.training;

import dev.sluice.catalog.secret.Secret;
import dev.sluice.local.ingest.IngestGate;
import java.util.concurrent.CompletableFuture;

/** Lets everybody publish, and tells nobody. */
final class OpenGate implements IngestGate {
  @Override
  public CompletableFuture<Verdict> publish(String app, Secret key, String clientId) {
    return CompletableFuture.completedFuture(Verdict.ACCEPTED);
  }

  @Override
  public CompletableFuture<Verdict> update(String app, Secret key, String clientId) {
    return CompletableFuture.completedFuture(Verdict.ACCEPTED);
  }

  @Override
  public void publishDone(String app, Secret key, String clientId) {}
}
