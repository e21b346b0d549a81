package dev.sluice.functions.testing;

import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.account.Account;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.session.LiveEvent;
import dev.sluice.catalog.session.LiveOutcome;
import dev.sluice.catalog.session.Session;
import dev.sluice.catalog.stream.StreamDraft;
import dev.sluice.catalog.testing.LocalTable;
import dev.sluice.catalog.testing.MutableClock;
import dev.sluice.functions.launch.TaskStarter;
import dev.sluice.functions.live.LiveFunction;
import dev.sluice.functions.reconcile.ReconcileFunction;
import dev.sluice.functions.task.TasksFunction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The consumers of events over a table and a launcher of their own. Close it. */
public final class ConsumerRun implements AutoCloseable {
  public static final Duration HOLD = Duration.ofSeconds(30);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final LocalTable table = LocalTable.open();
  private final RecordedLauncher launcher = new RecordedLauncher();
  private final Account account = table.catalog().accounts().create("test");
  private final LiveFunction live = new LiveFunction(catalog(), starter());
  private final TasksFunction tasks = new TasksFunction(catalog(), starter());
  private final ReconcileFunction reconcile =
      new ReconcileFunction(catalog(), starter(), launcher, table.clock());

  private TaskStarter starter() {
    return new TaskStarter(catalog(), launcher, table.clock());
  }

  public Catalog catalog() {
    return table.catalog();
  }

  public MutableClock clock() {
    return table.clock();
  }

  public RecordedLauncher launcher() {
    return launcher;
  }

  /** Makes a stream that is pulled, and answers its id. */
  public String stream() {
    return catalog()
        .streams()
        .create(
            account.id(),
            new StreamDraft("show", Secret.of("rtmp://s/a/k"), "rtmp://s/a", HOLD, false))
        .stream()
        .id();
  }

  /** Begins a session, as the API does before its event, and answers its id. */
  public String begin(String streamId) {
    var outcome =
        catalog().sessions().begin(streamId, new LiveEvent(null, null, clock().instant()));
    if (!(outcome instanceof LiveOutcome.Started(Session session))) {
      throw new IllegalStateException("no session began: " + outcome);
    }
    return session.id();
  }

  /** The stream's newest session. */
  public Session session(String streamId) {
    Session session = catalog().streams().find(streamId).orElseThrow().session();
    if (session == null) {
      throw new IllegalStateException("the stream had no session");
    }
    return session;
  }

  /** An event of ours as it stands on the bus. */
  public String streamEvent(String detailType, Map<String, String> detail) {
    return envelope("sluice", detailType, detail);
  }

  /** ECS's event of a task that stopped. */
  public String taskStopped(String streamId, String sessionId, int attempt, int exitCode) {
    List<String> command = List.of("push-task", streamId, sessionId, Integer.toString(attempt));
    return envelope(
        "aws.ecs",
        "ECS Task State Change",
        Map.of(
            "taskArn", RecordedLauncher.taskRef(sessionId, attempt),
            "lastStatus", "STOPPED",
            "stoppedReason", "Essential container in task exited",
            "containers", List.of(Map.of("name", "push", "exitCode", exitCode)),
            "overrides", Map.of("containerOverrides", List.of(Map.of("command", command)))));
  }

  private String envelope(String source, String detailType, Map<String, ?> detail) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("source", source);
    event.put("detail-type", detailType);
    event.put("time", clock().instant().toString());
    event.put("detail", detail);
    return JSON.writeValueAsString(event);
  }

  /** Gives {@code live} a batch; answers the positions of those that come again. */
  public List<Integer> live(String... bodies) {
    return failures(live.apply(batch(bodies)));
  }

  /** The same for {@code tasks}. */
  public List<Integer> tasks(String... bodies) {
    return failures(tasks.apply(batch(bodies)));
  }

  /** One run of the schedule. */
  public void reconcile() {
    Map<String, Object> _ = reconcile.apply(Map.of());
  }

  private static Map<String, Object> batch(String... bodies) {
    List<Map<String, String>> records = new ArrayList<>();
    for (String body : bodies) {
      records.add(Map.of("messageId", Integer.toString(records.size()), "body", body));
    }
    return Map.of("Records", records);
  }

  private static List<Integer> failures(Map<String, Object> answer) {
    return JSON.valueToTree(answer)
        .path("batchItemFailures")
        .valueStream()
        .map(failure -> Integer.parseInt(failure.path("itemIdentifier").asString()))
        .toList();
  }

  @Override
  public void close() {
    table.close();
  }
}
