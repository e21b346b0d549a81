package dev.sluice.functions.testing;

import dev.sluice.catalog.launch.Launch;
import dev.sluice.functions.launch.LaunchException;
import dev.sluice.functions.launch.TaskLauncher;
import dev.sluice.functions.launch.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A launcher that keeps what it was told, knows an attempt again, and refuses when told to. */
public final class RecordedLauncher implements TaskLauncher {
  public static final Duration START_GRACE = Duration.ofMinutes(3);

  private final Map<String, Launch> running = new ConcurrentHashMap<>();
  private final List<String> stopped = new CopyOnWriteArrayList<>();
  private volatile @Nullable LaunchException refusal;

  @Override
  public Map<String, String> parameters(Workload workload) {
    return Map.of("targets", Integer.toString(workload.targets()));
  }

  @Override
  public String launch(Launch launch) {
    LaunchException thrown = refusal;
    if (thrown != null) {
      throw thrown;
    }
    String taskRef = taskRef(launch.sessionId(), launch.attempt());
    running.putIfAbsent(taskRef, launch);
    return taskRef;
  }

  @Override
  public void stop(String taskRef, String why) {
    running.remove(taskRef);
    stopped.add(taskRef + ": " + why);
  }

  @Override
  public Duration startGrace() {
    return START_GRACE;
  }

  /** What this launcher calls the task of an attempt. */
  public static String taskRef(String sessionId, int attempt) {
    return sessionId + "/" + attempt;
  }

  /** The tasks that were started and not stopped. */
  public List<String> running() {
    return running.keySet().stream().sorted().toList();
  }

  /** Each stop, with why. */
  public List<String> stopped() {
    return List.copyOf(stopped);
  }

  /** Refuses every launch; null to start them again. */
  public void refuse(@Nullable LaunchException exception) {
    this.refusal = exception;
  }
}
