package dev.sluice.catalog.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.catalog.page.PageRequest;
import dev.sluice.catalog.session.EndCause;
import dev.sluice.catalog.session.Lease;
import dev.sluice.catalog.session.LeaseLostException;
import dev.sluice.catalog.session.Session;
import dev.sluice.catalog.session.SessionState;
import dev.sluice.catalog.session.Sessions;
import dev.sluice.catalog.session.SourceInfo;
import dev.sluice.catalog.status.Reason;
import dev.sluice.catalog.stream.Stream;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/** What the task observes of its session, and the one small item it reads. */
@EachBackEnd
class ObservationTest extends TableTest {
  private static final SourceInfo SOURCE =
      new SourceInfo("h264", 1920, 1080, 29.97, 6_000_000L, 2_000L, "aac", 48_000, 2);

  private Sessions sessions;
  private Stream stream;
  private Session session;
  private Lease lease;

  ObservationTest(BackEnd backEnd) {
    super(backEnd);
  }

  @BeforeEach
  void begin() {
    sessions = world.catalog.sessions();
    stream = world.stream();
    session = world.begin(stream);
    lease = world.catalog.leases().acquire(stream.id(), session.id(), 1, "task");
  }

  @Test
  void theSourceIsShownWithTheSession() {
    sessions.observe(lease, SessionState.LIVE, null, null, SOURCE);

    Session shown = shown();
    assertThat(shown.state()).isEqualTo(SessionState.LIVE);
    assertThat(shown.source()).isEqualTo(SOURCE);
    assertThat(sessions.history(world.account.id(), stream.id(), PageRequest.first()).items())
        .containsExactly(shown);
  }

  @Test
  void aTaskInTroubleIsShownAndThenItsRecovery() {
    sessions.observe(lease, SessionState.HOLDING, Reason.SOURCE_LOST, "It went away.", null);
    assertThat(shown().reason()).isEqualTo(Reason.SOURCE_LOST);
    assertThat(shown().message()).isEqualTo("It went away.");
    assertThat(shown().state()).isEqualTo(SessionState.HOLDING);

    sessions.observe(
        lease,
        SessionState.LIVE,
        null,
        null,
        new SourceInfo(null, null, null, null, null, null, "opus", null, null));
    assertThat(shown().reason()).isNull();
    assertThat(Objects.requireNonNull(shown().source()).audioCodec()).isEqualTo("opus");
  }

  @Test
  void anIdleEventIsShownThoughTheTaskStillHasMedia() {
    sessions.observe(lease, SessionState.LIVE, null, null, SOURCE);
    assertThat(sessions.idle(stream.id(), null, world.after(10))).isTrue();

    assertThat(shown().state()).isEqualTo(SessionState.HOLDING);
    assertThat(shown().source()).isEqualTo(SOURCE);
  }

  @Test
  void anEndedSessionKeepsItsSourceAndLosesItsTrouble() {
    sessions.observe(lease, SessionState.HOLDING, Reason.SOURCE_LOST, "It went away.", SOURCE);
    assertThat(sessions.end(stream.id(), session.id(), EndCause.TERMINATED, null, null, null))
        .isTrue();

    assertThat(shown().state()).isEqualTo(SessionState.ENDED);
    assertThat(shown().reason()).isNull();
    assertThat(shown().source()).isEqualTo(SOURCE);
  }

  @Test
  void aTaskThatWasReplacedObservesNothingMore() {
    Lease newer = world.catalog.leases().acquire(stream.id(), session.id(), 2, "task-2");

    assertThatThrownBy(() -> sessions.observe(lease, SessionState.HOLDING, null, null, null))
        .isInstanceOf(LeaseLostException.class);
    sessions.observe(newer, SessionState.LIVE, null, null, SOURCE);
    assertThat(shown().state()).isEqualTo(SessionState.LIVE);
  }

  @Test
  void theControlItemIsOneConsistentRead() {
    world.inlinePush(stream);
    assertThat(sessions.idle(stream.id(), null, world.after(10))).isTrue();
    world.probe.forget();

    var control = sessions.control(stream.id()).orElseThrow();

    assertThat(world.probe.requests())
        .singleElement()
        .isInstanceOfSatisfying(
            GetItemRequest.class, get -> assertThat(get.consistentRead()).isTrue());
    assertThat(control.revision()).isEqualTo(2);
    assertThat(control.sessionId()).isEqualTo(session.id());
    assertThat(control.hold()).isEqualTo(World.HOLD);
    assertThat(control.idleSince()).isEqualTo(World.START.plusSeconds(10));
    assertThat(control.ended()).isFalse();
  }

  @Test
  void aStreamThatIsNotThereHasNoControlItem() {
    assertThat(sessions.control("nobody")).isEmpty();
  }

  private Session shown() {
    return Objects.requireNonNull(world.stream(stream.id()).session());
  }
}
