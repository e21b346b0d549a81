package dev.sluice.functions.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.session.EndCause;
import dev.sluice.catalog.session.SessionState;
import dev.sluice.catalog.status.Reason;
import dev.sluice.functions.launch.LaunchException;
import dev.sluice.functions.launch.Remedy;
import dev.sluice.functions.testing.ConsumerRun;
import dev.sluice.functions.testing.RecordedLauncher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveFunctionTest {
  private final ConsumerRun run = new ConsumerRun();
  private final String stream = run.stream();

  @AfterEach
  void close() {
    run.close();
  }

  @Test
  void tenEqualEventsTwoAtATimeStartOneTask() throws Exception {
    String session = run.begin(stream);
    String event = live(stream, session);
    try (ExecutorService two = Executors.newFixedThreadPool(2)) {
      List<Future<List<Integer>>> calls = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        calls.add(two.submit(() -> run.live(event, event)));
      }
      for (var call : calls) {
        assertThat(call.get(30, TimeUnit.SECONDS)).isEmpty();
      }
    }

    assertThat(run.launcher().running()).containsExactly(RecordedLauncher.taskRef(session, 1));
    assertThat(run.catalog().launches().current(stream).orElseThrow().attempt()).isEqualTo(1);
  }

  @Test
  void anEventOfAnEndedSessionStartsNothing() {
    String session = run.begin(stream);
    boolean _ =
        run.catalog().sessions().end(stream, session, EndCause.TERMINATED, null, null, null);

    assertThat(run.live(live(stream, session))).isEmpty();
    assertThat(run.launcher().running()).isEmpty();
  }

  @Test
  void anEventWithoutASessionBeginsOneByTheStreamsPullUrl() {
    assertThat(run.live(run.streamEvent("Stream Live", Map.of("streamId", stream)))).isEmpty();

    assertThat(run.launcher().running())
        .containsExactly(RecordedLauncher.taskRef(run.session(stream).id(), 1));
  }

  @Test
  void aLaunchThatALaterTryMayMendComesAgainAloneAndTheOwnerIsToldWhy() {
    String session = run.begin(stream);
    run.launcher()
        .refuse(
            new LaunchException(
                Reason.CAPACITY, Remedy.RETRY, "Fargate has no capacity right now."));

    assertThat(run.live(idleOfAnother(), live(stream, session))).containsExactly(1);
    assertThat(run.session(stream).reason()).isEqualTo(Reason.CAPACITY);
    assertThat(run.session(stream).message()).isEqualTo("Fargate has no capacity right now.");

    run.launcher().refuse(null);
    assertThat(run.live(live(stream, session))).isEmpty();
    assertThat(run.launcher().running()).containsExactly(RecordedLauncher.taskRef(session, 1));
    assertThat(run.session(stream).reason()).isNull();
  }

  @Test
  void aLaunchThatNothingMendsEndsTheSessionWithItsReason() {
    String session = run.begin(stream);
    run.launcher()
        .refuse(
            new LaunchException(
                Reason.LAUNCH_FAILED, Remedy.GIVE_UP, "The cluster does not exist."));

    assertThat(run.live(live(stream, session))).isEmpty();
    assertThat(run.session(stream).state()).isEqualTo(SessionState.ENDED);
    assertThat(run.session(stream).message()).isEqualTo("The cluster does not exist.");
  }

  @Test
  void aUrlInAnEventIsRefused() {
    String session = run.begin(stream);
    String event =
        run.streamEvent(
            "Stream Live",
            Map.of("streamId", stream, "sessionId", session, "sourceUrl", "rtmp://elsewhere/a/k"));

    assertThat(run.live(event, live(stream, session))).containsExactly(0);
    assertThat(run.launcher().running()).hasSize(1);
  }

  @Test
  void whatIsNoEventComesAgainAndKeepsNoOtherFromItsTask() {
    String session = run.begin(stream);

    assertThat(run.live("{", "{\"detail\": 1}", live(stream, session))).containsExactly(0, 1);
    assertThat(run.launcher().running()).hasSize(1);
  }

  @Test
  void anIdleEventBeginsTheHold() {
    String session = run.begin(stream);
    run.clock().advance(Duration.ofMinutes(1));

    Map<String, String> detail = Map.of("streamId", stream, "sessionId", session);
    assertThat(run.live(run.streamEvent("Stream Idle", detail))).isEmpty();

    assertThat(run.catalog().sessions().control(stream).orElseThrow().idleSince())
        .isEqualTo(run.clock().instant());
  }

  private String live(String streamId, String sessionId) {
    return run.streamEvent("Stream Live", Map.of("streamId", streamId, "sessionId", sessionId));
  }

  private String idleOfAnother() {
    return run.streamEvent("Stream Idle", Map.of("streamId", run.stream()));
  }
}
