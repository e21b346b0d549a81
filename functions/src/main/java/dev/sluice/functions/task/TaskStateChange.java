package dev.sluice.functions.task;

import dev.sluice.functions.event.Envelope;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is needed of an ECS task state change event. The stream, session and attempt stand in the
 * command's override.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html">Task
 *     state change events</a>
 * @param exitCode of the push container; null when it never ran
 * @param stoppedReason AWS's words, for the log
 */
record TaskStateChange(
    String taskRef,
    String lastStatus,
    String streamId,
    String sessionId,
    int attempt,
    @Nullable Integer exitCode,
    String stoppedReason) {

  /** Empty for a task that is none of ours. */
  static Optional<TaskStateChange> of(Envelope envelope) {
    JsonNode detail = envelope.detail();
    JsonNode command = detail.at("/overrides/containerOverrides/0/command");
    if (!envelope.detailType().equals("ECS Task State Change")
        || command.size() != 4
        || !command.get(0).asString("").equals("push-task")) {
      return Optional.empty();
    }
    JsonNode exit = detail.at("/containers/0/exitCode");
    return Optional.of(
        new TaskStateChange(
            detail.path("taskArn").asString(""),
            detail.path("lastStatus").asString(""),
            command.get(1).asString(""),
            command.get(2).asString(""),
            Integer.parseInt(command.get(3).asString("1")),
            exit.isInt() ? exit.asInt() : null,
            detail.path("stoppedReason").asString("")));
  }

  boolean stopped() {
    return lastStatus.equals("STOPPED");
  }
}
