package dev.sluice.local.queue;

import dev.sluice.functions.event.EventBus;
import dev.sluice.functions.event.StreamEvent;
import dev.sluice.local.task.TaskEnd;
import java.time.Clock;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The events of the local run in the envelopes that EventBridge would put them in. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html">ECS
 *     task state change events</a>
 */
public final class LocalEvents implements EventBus {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String CONTAINER = "push-task";

  private final FunctionQueue live;
  private final FunctionQueue tasks;
  private final Clock clock;

  /** Stream events go to the one queue, the ends of tasks to the other. */
  public LocalEvents(FunctionQueue live, FunctionQueue tasks, Clock clock) {
    this.live = live;
    this.tasks = tasks;
    this.clock = clock;
  }

  @Override
  public void publish(StreamEvent event) {
    ObjectNode envelope = envelope(StreamEvent.SOURCE, event.kind().detailType());
    ObjectNode detail = envelope.putObject("detail");
    if (event.accountId() != null) {
      detail.put("accountId", event.accountId());
    }
    detail.put("streamId", event.streamId());
    if (event.sessionId() != null) {
      detail.put("sessionId", event.sessionId());
    }
    live.send(envelope.toString());
  }

  /** Tells of a child's end what ECS tells of a task's. */
  public void publish(TaskEnd end) {
    ObjectNode envelope = envelope("aws.ecs", "ECS Task State Change");
    envelope.putArray("resources").add(end.taskRef());
    ObjectNode detail = envelope.putObject("detail");
    detail.put("taskArn", end.taskRef());
    detail.put("lastStatus", "STOPPED");
    detail.put("desiredStatus", "STOPPED");
    detail.put("stopCode", "EssentialContainerExited");
    detail.put("stoppedReason", "Essential container in task exited");
    ObjectNode container = detail.putArray("containers").addObject();
    container.put("name", CONTAINER);
    container.put("exitCode", end.exitCode());
    ObjectNode override = detail.putObject("overrides").putArray("containerOverrides").addObject();
    override.put("name", CONTAINER);
    override
        .putArray("command")
        .add("push-task")
        .add(end.launch().streamId())
        .add(end.launch().sessionId())
        .add(Integer.toString(end.launch().attempt()));
    tasks.send(envelope.toString());
  }

  private ObjectNode envelope(String source, String detailType) {
    ObjectNode envelope = JSON.createObjectNode();
    envelope.put("version", "0");
    envelope.put("id", UUID.randomUUID().toString());
    envelope.put("source", source);
    envelope.put("detail-type", detailType);
    envelope.put("account", "000000000000");
    envelope.put("region", "local");
    envelope.put("time", clock.instant().toString());
    return envelope;
  }
}
