package dev.sluice.functions.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.launch.Launches;
import dev.sluice.catalog.session.EndCause;
import dev.sluice.catalog.session.Lease;
import dev.sluice.catalog.session.Leases;
import dev.sluice.catalog.session.SessionState;
import dev.sluice.catalog.status.Reason;
import dev.sluice.functions.launch.LaunchException;
import dev.sluice.functions.launch.Remedy;
import dev.sluice.functions.testing.ConsumerRun;
import dev.sluice.functions.testing.RecordedLauncher;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReconcileFunctionTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ConsumerRun run = new ConsumerRun();
  private final String stream = run.stream();

  @AfterEach
  void close() {
    run.close();
  }

  @Test
  void aSessionWhoseEventWasLostGetsItsTaskOnce() {
    String session = run.begin(stream);

    run.reconcile();
    run.reconcile();

    assertThat(run.launcher().running()).containsExactly(RecordedLauncher.taskRef(session, 1));
  }

  @Test
  void oneSessionsFailureKeepsNoOtherFromItsTask() {
    run.begin(stream);
    run.begin(run.stream());
    run.launcher().refuse(new LaunchException(Reason.CAPACITY, Remedy.RETRY, "full"));
    run.reconcile();

    run.launcher().refuse(null);
    run.reconcile();

    assertThat(run.launcher().running()).hasSize(2);
  }

  @Test
  void aTaskWhoseLeaseRanOutIsStoppedAndReplaced() {
    String session = run.begin(stream);
    run.reconcile();
    run.catalog().leases().acquire(stream, session, 1, "task");

    run.clock().advance(Leases.LENGTH.minus(SECOND));
    run.reconcile();
    assertThat(run.launcher().stopped()).isEmpty();

    run.clock().advance(SECOND);
    run.reconcile();
    assertThat(run.launcher().stopped()).as("seen out once").isEmpty();

    run.clock().advance(Launches.SECOND_LOOK);
    run.reconcile();
    assertThat(run.launcher().stopped())
        .containsExactly(RecordedLauncher.taskRef(session, 1) + ": its lease has run out");
    assertThat(run.launcher().running()).containsExactly(RecordedLauncher.taskRef(session, 2));
  }

  @Test
  void aTaskThatCouldNotRenewWhileTheTableWasAwayIsLeftToRenew() {
    String session = run.begin(stream);
    run.reconcile();
    Lease lease = run.catalog().leases().acquire(stream, session, 1, "task");

    for (int outage = 0; outage < 3; outage++) {
      run.clock().advance(Duration.ofMinutes(5));
      run.reconcile();
      lease = run.catalog().leases().renew(lease);
      run.clock().advance(Launches.SECOND_LOOK);
      run.reconcile();
    }

    assertThat(run.launcher().stopped()).isEmpty();
    assertThat(run.launcher().running()).containsExactly(RecordedLauncher.taskRef(session, 1));
  }

  @Test
  void twoRunsOfTheScheduleAtOnceAreOneLook() {
    String session = run.begin(stream);
    run.reconcile();
    run.catalog().leases().acquire(stream, session, 1, "task");
    run.clock().advance(Duration.ofMinutes(5));

    run.reconcile();
    run.clock().advance(Launches.SECOND_LOOK.minusMillis(1));
    run.reconcile();

    assertThat(run.launcher().stopped()).isEmpty();
  }

  @Test
  void aTaskThatNeverTookItsLeaseIsReplacedAfterItsGrace() {
    String session = run.begin(stream);
    run.reconcile();

    run.clock().advance(RecordedLauncher.START_GRACE);
    run.reconcile();
    assertThat(run.launcher().running()).containsExactly(RecordedLauncher.taskRef(session, 1));

    run.clock().advance(SECOND);
    run.reconcile();
    assertThat(run.launcher().running()).containsExactly(RecordedLauncher.taskRef(session, 2));
  }

  @Test
  void aTaskThatCouldOnlyBeStartedLateIsGivenItsWholeGrace() {
    String session = run.begin(stream);
    run.launcher().refuse(new LaunchException(Reason.CAPACITY, Remedy.RETRY, "throttled"));
    run.reconcile();
    run.clock().advance(RecordedLauncher.START_GRACE.multipliedBy(2));
    run.launcher().refuse(null);
    run.reconcile();

    run.clock().advance(RecordedLauncher.START_GRACE);
    run.reconcile();
    assertThat(run.launcher().running()).containsExactly(RecordedLauncher.taskRef(session, 1));

    run.clock().advance(SECOND);
    run.reconcile();
    assertThat(run.launcher().running()).containsExactly(RecordedLauncher.taskRef(session, 2));
  }

  @Test
  void aReplacedTaskIsGivenItsOwnGraceThoughTheOldLeaseRanOut() {
    String session = run.begin(stream);
    run.reconcile();
    run.catalog().leases().acquire(stream, session, 1, "task");
    run.clock().advance(Leases.LENGTH);
    run.reconcile();
    run.clock().advance(Launches.SECOND_LOOK);
    run.reconcile();

    run.clock().advance(Duration.ofMinutes(1));
    run.reconcile();

    assertThat(run.launcher().running()).containsExactly(RecordedLauncher.taskRef(session, 2));
  }

  @Test
  void aHoldThatRanOutWithoutATaskEndsTheSession() {
    String session = run.begin(stream);
    run.clock().advance(SECOND);
    assertThat(run.catalog().sessions().idle(stream, session, run.clock().instant())).isTrue();

    run.clock().advance(ConsumerRun.HOLD.plus(ReconcileFunction.HOLD_GRACE));
    run.reconcile();
    assertThat(run.session(stream).state()).isNotEqualTo(SessionState.ENDED);

    run.clock().advance(SECOND);
    run.reconcile();
    assertThat(run.session(stream).state()).isEqualTo(SessionState.ENDED);
  }

  @Test
  void theTaskOfAnEndedSessionIsStoppedAndTheSessionPutAway() {
    String session = run.begin(stream);
    run.reconcile();
    boolean _ =
        run.catalog().sessions().end(stream, session, EndCause.TERMINATED, null, null, null);

    run.reconcile();
    run.reconcile();

    assertThat(run.launcher().running()).isEmpty();
    assertThat(run.launcher().stopped())
        .containsExactly(RecordedLauncher.taskRef(session, 1) + ": its session has ended");
  }
}
