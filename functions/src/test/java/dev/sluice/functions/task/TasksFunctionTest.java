package dev.sluice.functions.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.launch.Launch;
import dev.sluice.catalog.launch.Launches;
import dev.sluice.catalog.session.EndCause;
import dev.sluice.catalog.session.SessionState;
import dev.sluice.catalog.status.Reason;
import dev.sluice.functions.testing.ConsumerRun;
import dev.sluice.functions.testing.RecordedLauncher;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TasksFunctionTest {
  private final ConsumerRun run = new ConsumerRun();
  private final String stream = run.stream();
  private String session = "";

  @BeforeEach
  void startTheFirstTask() {
    session = run.begin(stream);
    Map<String, String> detail = Map.of("streamId", stream, "sessionId", session);
    assertThat(run.live(run.streamEvent("Stream Live", detail))).isEmpty();
  }

  @AfterEach
  void close() {
    run.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 137, 143})
  void aTaskThatStoppedWhileItsSessionLivesIsReplaced(int exitCode) {
    assertThat(run.tasks(run.taskStopped(stream, session, 1, exitCode))).isEmpty();

    assertThat(current().attempt()).isEqualTo(2);
    assertThat(run.launcher().running()).contains(RecordedLauncher.taskRef(session, 2));
  }

  @Test
  void theSameEventTwiceAndOneOfAnOlderAttemptReplaceNothing() {
    String first = run.taskStopped(stream, session, 1, 1);
    assertThat(run.tasks(first, first)).isEmpty();
    assertThat(run.tasks(first)).isEmpty();

    assertThat(current().attempt()).isEqualTo(2);
  }

  @Test
  void aConfigurationErrorEndsTheSession() {
    assertThat(run.tasks(run.taskStopped(stream, session, 1, 20))).isEmpty();

    assertThat(current().attempt()).isEqualTo(1);
    assertThat(run.session(stream).state()).isEqualTo(SessionState.ENDED);
    assertThat(run.session(stream).reason()).isEqualTo(Reason.LAUNCH_FAILED);
  }

  @Test
  void aTaskOfAnEndedSessionIsPutAway() {
    boolean _ =
        run.catalog().sessions().end(stream, session, EndCause.TERMINATED, null, null, null);

    assertThat(run.tasks(run.taskStopped(stream, session, 1, 0))).isEmpty();

    assertThat(liveSessions()).isZero();
    assertThat(run.launcher().running()).containsExactly(RecordedLauncher.taskRef(session, 1));
  }

  @Test
  void aTaskThatKeepsDyingWaitsLongerEachTimeAndAtLastEndsTheSession() {
    assertThat(run.tasks(run.taskStopped(stream, session, 1, 1))).isEmpty();
    assertThat(current().notBefore()).isNull();
    assertThat(run.tasks(run.taskStopped(stream, session, 2, 1))).isEmpty();
    assertThat(current().notBefore()).isEqualTo(run.clock().instant().plusSeconds(2));
    assertThat(current().taskRef()).as("not started before its time").isNull();

    for (int attempt = 3; attempt <= 11; attempt++) {
      run.clock().advance(Duration.ofSeconds(61));
      run.reconcile();
      assertThat(run.tasks(run.taskStopped(stream, session, attempt, 1))).isEmpty();
    }
    assertThat(run.session(stream).state()).isEqualTo(SessionState.ENDED);
    assertThat(run.session(stream).message()).contains("11 times in a row");
  }

  @Test
  void anEventOfSomebodyElsesTaskIsLeftAlone() {
    String other =
        run.taskStopped(stream, session, 1, 1).replace("push-task", "somebody-elses-command");

    assertThat(run.tasks(other)).isEmpty();
    assertThat(current().attempt()).isEqualTo(1);
  }

  private Launch current() {
    return run.catalog().launches().current(stream).orElseThrow();
  }

  private long liveSessions() {
    return IntStream.range(0, Launches.SHARDS)
        .mapToLong(shard -> run.catalog().launches().live(shard, null).items().size())
        .sum();
  }
}
