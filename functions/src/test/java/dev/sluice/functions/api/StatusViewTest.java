package dev.sluice.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.catalog.push.Profile;
import dev.sluice.catalog.push.Push;
import dev.sluice.catalog.push.PushDraft;
import dev.sluice.catalog.push.PushEdit;
import dev.sluice.catalog.push.SilentAudio;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.session.Lease;
import dev.sluice.catalog.status.PushState;
import dev.sluice.catalog.status.PushStatus;
import dev.sluice.catalog.status.Reason;
import dev.sluice.catalog.target.DestinationDraft;
import dev.sluice.catalog.target.Protocol;
import dev.sluice.catalog.target.TargetDraft;
import dev.sluice.functions.testing.Answer;
import dev.sluice.functions.testing.ApiRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A push's status: the task's word where it is of this session, derived where it is not. */
class StatusViewTest {
  private ApiRun api;
  private String stream;
  private Push push;

  @BeforeEach
  void open() {
    api = ApiRun.open();
    stream = api.liveStream();
    push = api.catalog().pushes().create(api.account().id(), stream, draft());
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void beforeTheTasksFirstWordItConnects() {
    assertThat(state()).isEqualTo("CONNECTING");
  }

  @Test
  void whatTheTaskObservedIsShownWhole() {
    write(PushState.BACKOFF, Reason.CONNECT_REFUSED, null);

    Answer shown = api.call("GET", path());
    assertThat(shown.text("/status/state")).isEqualTo("BACKOFF");
    assertThat(shown.text("/status/reason")).isEqualTo("CONNECT_REFUSED");
    assertThat(shown.text("/status/message")).isEqualTo(Reason.CONNECT_REFUSED.advice());
    assertThat(shown.text("/status/connectionId")).isEqualTo("c-1");
    assertThat(shown.json().at("/status/bytesSent").longValue()).isEqualTo(1_000);
    assertThat(shown.json().at("/status/attempt").intValue()).isEqualTo(3);
    assertThat(shown.text("/status/nextAttemptAt")).isNotEmpty();
    assertThat(shown.json().at("/status/appliedRevision").longValue()).isEqualTo(2);
    assertThat(shown.json().at("/status/appliedAfterMillis").longValue()).isEqualTo(120);
  }

  @Test
  void theTasksOwnWordsComeBeforeTheReasonsAdvice() {
    write(PushState.FAILED, Reason.AUTH, "the key was refused twice");

    assertThat(api.call("GET", path()).text("/status/message"))
        .isEqualTo("the key was refused twice");
  }

  @Test
  void aStreamThatIsNotLiveHasIdlePushesWhateverWasObserved() {
    write(PushState.LIVE, null, null);
    api.call("POST", "/v1/streams/" + stream + "/terminate");

    Answer shown = api.call("GET", path());
    assertThat(shown.text("/status/state")).isEqualTo("IDLE");
    assertThat(shown.json().at("/status/connectionId").isNull()).isTrue();
    assertThat(shown.json().at("/status/bitrateBps").longValue()).isZero();
  }

  @Test
  void aStatusOfAnEarlierSessionIsNotOfThisOne() {
    write(PushState.FAILED, Reason.AUTH, null);
    api.call("POST", "/v1/streams/" + stream + "/terminate");
    api.clock().advance(Duration.ofSeconds(5));
    api.call("POST", "/v1/events/stream-live", "{\"streamId\": \"" + stream + "\"}");

    assertThat(state()).isEqualTo("CONNECTING");
  }

  @Test
  void whatIsSwitchedOffIsDisabledAndKeepsTheSessionsCounters() {
    write(PushState.ENDED, null, null);
    edit(false);

    Answer shown = api.call("GET", path());
    assertThat(shown.text("/status/state")).isEqualTo("DISABLED");
    assertThat(shown.json().at("/status/bytesSent").longValue()).isEqualTo(1_000);
    assertThat(shown.json().at("/status/appliedRevision").longValue()).isEqualTo(2);
    assertThat(shown.json().at("/status/connectionId").isNull()).isTrue();
  }

  @Test
  void whatIsSwitchedOnAgainConnectsUntilTheTaskSaysMore() {
    write(PushState.ENDED, null, null);
    edit(false);
    edit(true);

    assertThat(state()).isEqualTo("CONNECTING");
  }

  @Test
  void beforeTheTasksFirstWordItIsSinceThePushWasMadeNotTheSession() {
    api.clock().advance(Duration.ofSeconds(60));
    Instant made = api.clock().instant();
    push = api.catalog().pushes().create(api.account().id(), stream, draft());
    api.clock().advance(Duration.ofSeconds(1));

    assertThat(since()).isEqualTo(made);
  }

  @Test
  void aPushOfLongAgoIsSinceTheSessionBegan() {
    api.call("POST", "/v1/streams/" + stream + "/terminate");
    api.clock().advance(Duration.ofSeconds(60));
    api.call("POST", "/v1/events/stream-live", "{\"streamId\": \"" + stream + "\"}");
    Instant began = api.clock().instant();
    api.clock().advance(Duration.ofSeconds(1));

    assertThat(since()).isEqualTo(began);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsSwitchedIsSinceItsSwitch(boolean observed) {
    api.clock().advance(Duration.ofSeconds(60));
    edit(false);
    Instant off = api.clock().instant();
    api.clock().advance(Duration.ofSeconds(1));
    if (observed) {
      write(PushState.ENDED, null, null);
    }
    assertThat(since()).isEqualTo(off);

    edit(true);
    Instant on = api.clock().instant();
    api.clock().advance(Duration.ofSeconds(60));
    assertThat(since()).isEqualTo(on);
  }

  @Test
  void aPushMadeAfterTheStreamEndedIsIdleSinceThen() {
    api.call("POST", "/v1/streams/" + stream + "/terminate");
    api.clock().advance(Duration.ofSeconds(60));
    push = api.catalog().pushes().create(api.account().id(), stream, draft());

    assertThat(since()).isEqualTo(api.clock().instant());
  }

  private Instant since() {
    return Instant.parse(api.call("GET", path()).text("/status/since"));
  }

  private void edit(boolean enabled) {
    Push _ =
        api.catalog()
            .pushes()
            .edit(
                api.account().id(),
                stream,
                push.id(),
                new PushEdit(enabled, null, null, null, null));
  }

  private String state() {
    return api.call("GET", path()).text("/status/state");
  }

  private String path() {
    return "/v1/streams/" + stream + "/pushes/" + push.id();
  }

  private void write(PushState state, @Nullable Reason reason, @Nullable String message) {
    String session = api.call("GET", "/v1/streams/" + stream).text("/session/id");
    Lease lease = api.catalog().leases().acquire(stream, session, 1, "test");
    var now = api.clock().instant();
    api.catalog()
        .statuses()
        .write(
            lease,
            List.of(
                new PushStatus(
                    push.id(),
                    session,
                    state,
                    reason,
                    message,
                    now,
                    "c-1",
                    now,
                    1_000,
                    500,
                    2,
                    1,
                    3,
                    now.plusSeconds(4),
                    2,
                    120L)));
  }

  private static PushDraft draft() {
    return new PushDraft(
        null,
        new TargetDraft(
            "a",
            new DestinationDraft(
                Protocol.RTMP,
                "rtmp://a.example/b",
                Secret.of("rtmp://a.example/b"),
                null,
                null,
                null,
                null),
            true,
            false,
            List.of()),
        true,
        Profile.SOURCE,
        false,
        SilentAudio.OFF);
  }
}
