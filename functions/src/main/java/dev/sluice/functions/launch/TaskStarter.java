package dev.sluice.functions.launch;

import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.launch.Launch;
import dev.sluice.catalog.push.Push;
import dev.sluice.catalog.session.EndCause;
import dev.sluice.catalog.session.SessionControl;
import dev.sluice.catalog.status.Reason;
import dev.sluice.catalog.target.Protocol;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a live session its task: exactly one, however often and from however many places it is
 * asked to. Each attempt's parameters are frozen in the table before the first call, and the
 * launcher knows an attempt it has started. Thread-safe.
 */
public final class TaskStarter {
  private static final Logger log = LoggerFactory.getLogger(TaskStarter.class);

  private final Catalog catalog;
  private final TaskLauncher launcher;
  private final Clock clock;

  public TaskStarter(Catalog catalog, TaskLauncher launcher, Clock clock) {
    this.catalog = catalog;
    this.launcher = launcher;
    this.clock = clock;
  }

  /**
   * Starts the session's task unless it was started, has ended, or waits for its backoff.
   *
   * @throws LaunchException when it could not be started and a later try may mend it
   */
  public void ensure(String streamId, String sessionId) {
    if (!isCurrent(streamId, sessionId)) {
      return;
    }
    Optional<Launch> current = catalog.launches().current(streamId);
    int attempt = current.map(Launch::attempt).orElse(1);
    if (current.isEmpty()) {
      freeze(streamId, sessionId, attempt, launcher.parameters(workload(streamId)), null)
          .ifPresent(this::start);
    } else if (current.get().taskRef() == null) {
      start(current.get());
    }
  }

  /**
   * Replaces the task of an attempt that has died or wedged; does nothing when a newer attempt is
   * there.
   */
  public void replace(Launch dead, String why) {
    if (!isCurrent(dead.streamId(), dead.sessionId())) {
      return;
    }
    Instant now = clock.instant();
    int crashes = CrashBackoff.crashes(dead, now);
    log.info(
        "streamId={} sessionId={} attempt={} is replaced: {}",
        dead.streamId(),
        dead.sessionId(),
        dead.attempt(),
        why);
    if (crashes > CrashBackoff.MAX_CRASHES) {
      giveUp(
          dead,
          Reason.LAUNCH_FAILED,
          "The push task ended unexpectedly " + crashes + " times in a row.");
      return;
    }
    Map<String, String> parameters =
        CrashBackoff.withCrashes(launcher.parameters(workload(dead.streamId())), crashes);
    freeze(
            dead.streamId(),
            dead.sessionId(),
            dead.attempt() + 1,
            parameters,
            CrashBackoff.notBefore(crashes, now))
        .ifPresent(this::start);
  }

  /** Ends the session: no attempt can succeed. */
  public void giveUp(Launch launch, Reason reason, String message) {
    boolean _ =
        catalog
            .sessions()
            .end(
                launch.streamId(),
                launch.sessionId(),
                EndCause.LAUNCH_FAILED,
                reason,
                message,
                null);
  }

  private void start(Launch launch) {
    boolean waits = launch.notBefore() != null && clock.instant().isBefore(launch.notBefore());
    if (launch.taskRef() != null || waits) {
      return;
    }
    try {
      catalog.launches().started(launch, launcher.launch(launch));
    } catch (LaunchException e) {
      catalog.launches().failed(launch, e.reason(), e.told());
      switch (e.remedy()) {
        case RETRY -> throw e;
        case NEW_ATTEMPT -> replace(launch, e.told());
        case GIVE_UP -> giveUp(launch, e.reason(), e.told());
      }
    }
  }

  private Optional<Launch> freeze(
      String streamId,
      String sessionId,
      int attempt,
      Map<String, String> parameters,
      @Nullable Instant notBefore) {
    return catalog.launches().freeze(streamId, sessionId, attempt, parameters, notBefore);
  }

  private boolean isCurrent(String streamId, String sessionId) {
    Optional<SessionControl> control = catalog.sessions().control(streamId);
    return control.isPresent()
        && !control.get().ended()
        && sessionId.equals(control.get().sessionId());
  }

  private Workload workload(String streamId) {
    List<Push> pushes = catalog.pushes().all(streamId);
    long encrypted =
        pushes.stream().filter(p -> p.target().destination().protocol() != Protocol.RTMP).count();
    return new Workload(pushes.size(), (int) encrypted);
  }
}
