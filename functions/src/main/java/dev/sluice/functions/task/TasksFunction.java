package dev.sluice.functions.task;

import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.launch.Launch;
import dev.sluice.catalog.session.SessionControl;
import dev.sluice.catalog.status.Reason;
import dev.sluice.functions.event.Envelope;
import dev.sluice.functions.event.QueueBatch;
import dev.sluice.functions.launch.TaskStarter;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The function {@code tasks}: a task that stopped while its session lives is replaced, whatever its
 * exit code (a maintenance stop ends a task in good order too), except where its configuration was
 * wrong: the next one would end the same way.
 */
public final class TasksFunction implements Function<Map<String, Object>, Map<String, Object>> {
  private static final int CONFIGURATION_ERROR = 20;

  private final Catalog catalog;
  private final TaskStarter starter;

  public TasksFunction(Catalog catalog, TaskStarter starter) {
    this.catalog = catalog;
    this.starter = starter;
  }

  @Override
  public Map<String, Object> apply(Map<String, Object> input) {
    return QueueBatch.each(input, this::consume);
  }

  private void consume(Envelope envelope) {
    TaskStateChange.of(envelope).filter(TaskStateChange::stopped).ifPresent(this::stopped);
  }

  private void stopped(TaskStateChange change) {
    Optional<SessionControl> control = catalog.sessions().control(change.streamId());
    boolean over =
        control.isEmpty()
            || control.get().ended()
            || !change.sessionId().equals(control.get().sessionId());
    if (over) {
      catalog.launches().putAway(change.streamId(), change.sessionId());
      return;
    }
    catalog
        .launches()
        .current(change.streamId())
        .filter(launch -> launch.attempt() == change.attempt())
        .ifPresent(launch -> replace(launch, change));
  }

  private void replace(Launch launch, TaskStateChange change) {
    if (change.exitCode() != null && change.exitCode() == CONFIGURATION_ERROR) {
      starter.giveUp(
          launch,
          Reason.LAUNCH_FAILED,
          "The push task's configuration is wrong; its log says what.");
      return;
    }
    starter.replace(
        launch, "the task stopped, exit code " + change.exitCode() + ", " + change.stoppedReason());
  }
}
