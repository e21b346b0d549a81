package dev.sluice.catalog.launch;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at starting a session's task.
 *
 * @param attempt from 1
 * @param parameters frozen before the first call, so that a repeated call is equal to the first;
 *     ids and sizes only
 * @param taskRef what the launcher calls the running task (an ARN, say); null until it was started
 * @param createdAt when the parameters were frozen
 * @param notBefore earliest time of the launch (backoff after a crash); null for at once
 * @param startedAt when the launcher took it, from which the task has its time to begin; null until
 *     then
 */
public record Launch(
    String streamId,
    String sessionId,
    int attempt,
    Map<String, String> parameters,
    @Nullable String taskRef,
    Instant createdAt,
    @Nullable Instant notBefore,
    @Nullable Instant startedAt) {
  public Launch {
    parameters = Map.copyOf(parameters);
  }
}
