package dev.sluice.push.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.push.Profile;
import dev.sluice.catalog.push.Push;
import dev.sluice.catalog.push.PushDraft;
import dev.sluice.catalog.push.PushEdit;
import dev.sluice.catalog.push.SilentAudio;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.session.EndCause;
import dev.sluice.catalog.session.LiveEvent;
import dev.sluice.catalog.session.LiveOutcome;
import dev.sluice.catalog.session.SessionState;
import dev.sluice.catalog.status.PushState;
import dev.sluice.catalog.status.PushStatus;
import dev.sluice.catalog.status.Reason;
import dev.sluice.catalog.stream.Stream;
import dev.sluice.catalog.stream.StreamDraft;
import dev.sluice.catalog.target.DestinationDraft;
import dev.sluice.catalog.target.Protocol;
import dev.sluice.catalog.target.TargetDraft;
import dev.sluice.catalog.testing.LocalTable;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkClientException;

class TaskRunTest {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final LocalTable table = LocalTable.openInRealTime();
  private final Catalog catalog = table.catalog();
  private final String account = catalog.accounts().create("tests").id();
  private final FakeEngine engine = new FakeEngine();
  private final AtomicReference<FakeSource> source = new AtomicReference<>();

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void anEnabledPushIsAppliedWithItsSecretsOpenedAndReportedLive() throws Exception {
    Stream stream = stream(Duration.ofSeconds(30));
    Push push = push(stream);
    var run = start(stream, begin(stream), 1);

    var wanted = Objects.requireNonNull(engine.applied.poll(15, TimeUnit.SECONDS));
    assertThat(wanted).singleElement().extracting(s -> s.pushId()).isEqualTo(push.id());
    assertThat(Objects.requireNonNull(wanted.getFirst().destination().streamKey()).reveal())
        .isEqualTo("target-key");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(state(stream, push)).isEqualTo(PushState.LIVE));
    run.stop();
    assertThat(run.code()).isEqualTo(ExitCode.ENDED);
    assertThat(engine.stopped).isTrue();
    assertThat(state(stream, push)).as("the last words").isEqualTo(PushState.ENDED);
  }

  @Test
  void aPushThatIsSwitchedOffLeavesTheWantedListWithoutARestart() throws Exception {
    Stream stream = stream(Duration.ofSeconds(30));
    Push push = push(stream);
    var run = start(stream, begin(stream), 1);
    assertThat(engine.applied.poll(15, TimeUnit.SECONDS)).hasSize(1);

    catalog
        .pushes()
        .edit(account, stream.id(), push.id(), new PushEdit(false, null, null, null, null));

    assertThat(engine.applied.poll(15, TimeUnit.SECONDS)).isEmpty();
    run.stop();
    assertThat(run.code()).isEqualTo(ExitCode.ENDED);
  }

  @Test
  void whatTheSourceIsShowsOnTheSession() throws Exception {
    Stream stream = stream(Duration.ofSeconds(30));
    var run = start(stream, begin(stream), 1);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              var session = Objects.requireNonNull(find(stream).session());
              assertThat(session.state()).isEqualTo(SessionState.LIVE);
              assertThat(session.source()).isEqualTo(FakeSource.INFO);
            });
    run.stop();
    assertThat(run.code()).isEqualTo(ExitCode.ENDED);
  }

  @Test
  void aTaskOfAnOlderAttemptLeavesWithTheLeaseLost() throws Exception {
    Stream stream = stream(Duration.ofSeconds(30));
    String session = begin(stream);
    catalog.leases().acquire(stream.id(), session, 2, "the newer one");
    assertThat(start(stream, session, 1).code()).isEqualTo(ExitCode.LEASE_LOST);
  }

  @Test
  void aTaskOfTheSameAttemptTakesOverAtOnceAndTheOlderProcessLeaves() throws Exception {
    Stream stream = stream(Duration.ofSeconds(30));
    String session = begin(stream);
    var first = start(stream, session, 1);
    assertThat(engine.applied.poll(15, TimeUnit.SECONDS)).isNotNull();
    catalog.leases().acquire(stream.id(), session, 1, "the same attempt, restarted");
    assertThat(first.code()).isEqualTo(ExitCode.LEASE_LOST);
  }

  @Test
  void aTerminatedSessionEndsTheTask() throws Exception {
    Stream stream = stream(Duration.ofSeconds(30));
    String session = begin(stream);
    var run = start(stream, session, 1);
    assertThat(engine.applied.poll(15, TimeUnit.SECONDS)).isNotNull();
    assertThat(catalog.sessions().end(stream.id(), session, EndCause.TERMINATED, null, null, null))
        .isTrue();
    assertThat(run.code()).isEqualTo(ExitCode.ENDED);
    assertThat(catalog.leases().find(stream.id()).stream())
        .allSatisfy(lease -> assertThat(lease.expiresAt()).isBeforeOrEqualTo(Instant.now()));
  }

  @Test
  void aTaskForASessionThatHasEndedPushesNothing() throws Exception {
    Stream stream = stream(Duration.ofSeconds(30));
    String session = begin(stream);
    catalog.sessions().end(stream.id(), session, EndCause.TERMINATED, null, null, null);
    assertThat(start(stream, session, 1).code()).isEqualTo(ExitCode.ENDED);
    assertThat(engine.applied).isEmpty();
  }

  @Test
  void aSourceLostWithoutAnIdleEventEndsTheSessionWithItsReasonAfterTheHold() throws Exception {
    Stream stream = stream(Duration.ofSeconds(1));
    var run = start(stream, begin(stream), 1);
    assertThat(engine.applied.poll(15, TimeUnit.SECONDS)).isNotNull();

    source.get().listener.lost(Reason.SOURCE_LOST, "the peer closed");

    assertThat(run.code()).isEqualTo(ExitCode.ENDED);
    var session = Objects.requireNonNull(find(stream).session());
    assertThat(session.state()).isEqualTo(SessionState.ENDED);
    assertThat(session.reason()).isEqualTo(Reason.SOURCE_LOST);
    assertThat(session.message()).contains("the peer closed");
  }

  @Test
  void anIdleEventEndsTheSessionAfterTheHoldEvenWhileBytesStillCome() throws Exception {
    Stream stream = stream(Duration.ofSeconds(1));
    var run = start(stream, begin(stream), 1);
    assertThat(engine.applied.poll(15, TimeUnit.SECONDS)).isNotNull();
    assertThat(catalog.sessions().idle(stream.id(), null, Instant.now().plusSeconds(1))).isTrue();
    assertThat(run.code()).isEqualTo(ExitCode.ENDED);
    assertThat(Objects.requireNonNull(find(stream).session()).reason()).isNull();
  }

  @Test
  void aLiveEventWithAnotherSourceInTheHoldMovesTheSourceOfTheSameSession() throws Exception {
    Stream stream = stream(Duration.ofSeconds(60));
    String session = begin(stream);
    var run = start(stream, session, 1);
    assertThat(engine.applied.poll(15, TimeUnit.SECONDS)).isNotNull();
    catalog.sessions().idle(stream.id(), null, Instant.now().plusSeconds(1));
    var outcome =
        catalog
            .sessions()
            .begin(
                stream.id(),
                new LiveEvent(
                    null,
                    Secret.of("rtmp://127.0.0.1/other/source"),
                    Instant.now().plusSeconds(2)));
    assertThat(outcome).isInstanceOf(LiveOutcome.Resumed.class);
    Secret moved = Objects.requireNonNull(source.get().moves.poll(15, TimeUnit.SECONDS));
    assertThat(moved.reveal()).isEqualTo("rtmp://127.0.0.1/other/source");
    run.stop();
    assertThat(run.code()).isEqualTo(ExitCode.ENDED);
  }

  @ParameterizedTest
  @MethodSource("awayness")
  void whileTheTableIsAwayTheTaskSaysSoInALineAndGoesOn(RuntimeException away) throws Exception {
    Stream stream = stream(Duration.ofSeconds(30));
    String session = begin(stream);
    var failure = new AtomicReference<@Nullable RuntimeException>();
    var log = new ListAppender<ILoggingEvent>();
    var logger = (Logger) LoggerFactory.getLogger(TaskRun.class);
    log.list = new CopyOnWriteArrayList<>();
    log.start();
    logger.addAppender(log);
    try {
      var run = start(AwayCatalog.over(catalog, failure), stream, session, 1);
      assertThat(engine.applied.poll(15, TimeUnit.SECONDS)).isNotNull();
      failure.set(away);

      await().atMost(PATIENCE).until(() -> !log.list.isEmpty());
      assertThat(log.list)
          .allSatisfy(
              line -> {
                assertThat(line.getLevel()).isEqualTo(Level.WARN);
                assertThat(line.getThrowableProxy()).as("no stack").isNull();
                assertThat(line.getFormattedMessage())
                    .contains("streamId=" + stream.id(), "the table cannot be reached");
              });
      assertThat(run.end()).isNotDone();
      failure.set(null);
      run.stop();
      assertThat(run.code()).isEqualTo(ExitCode.ENDED);
    } finally {
      logger.detachAppender(log);
    }
  }

  static List<RuntimeException> awayness() {
    return List.of(
        SdkClientException.create("no route"),
        new UncheckedIOException(new SocketException("reset")));
  }

  private record Running(TaskRun run, CompletableFuture<ExitCode> end) {
    void stop() {
      run.stop();
    }

    ExitCode code() throws Exception {
      return end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private Running start(Stream stream, String session, int attempt) {
    return start(catalog, stream, session, attempt);
  }

  private Running start(Catalog seen, Stream stream, String session, int attempt) {
    var run =
        new TaskRun(
            seen,
            new TaskArguments(stream.id(), session, attempt),
            (url, listener) -> {
              source.set(new FakeSource(url, listener));
              return source.get();
            },
            engine::create,
            Clock.systemUTC());
    var end = new CompletableFuture<ExitCode>();
    Thread.ofPlatform()
        .daemon()
        .name("task under test")
        .start(
            () -> {
              try {
                end.complete(run.run());
              } catch (RuntimeException e) {
                end.completeExceptionally(e);
              }
            });
    return new Running(run, end);
  }

  private Stream stream(Duration hold) {
    return catalog
        .streams()
        .create(
            account,
            new StreamDraft(
                "test",
                Secret.of("rtmp://127.0.0.1/live/source"),
                "rtmp://127.0.0.1/live",
                hold,
                false))
        .stream();
  }

  private Push push(Stream stream) {
    var destination =
        new DestinationDraft(
            Protocol.RTMP,
            "rtmp://127.0.0.1/app",
            Secret.of("rtmp://127.0.0.1/app"),
            Secret.of("target-key"),
            null,
            null,
            null);
    var target = new TargetDraft("target", destination, true, false, List.of());
    return catalog
        .pushes()
        .create(
            account,
            stream.id(),
            new PushDraft(null, target, true, Profile.SOURCE, false, SilentAudio.OFF));
  }

  private @Nullable PushState state(Stream stream, Push push) {
    PushStatus status = catalog.statuses().ofPushes(stream.id(), List.of(push.id())).get(push.id());
    return status == null ? null : status.state();
  }

  private String begin(Stream stream) {
    var outcome = catalog.sessions().begin(stream.id(), new LiveEvent(null, null, Instant.now()));
    return ((LiveOutcome.Started) outcome).session().id();
  }

  private Stream find(Stream stream) {
    return catalog.streams().find(account, stream.id()).orElseThrow();
  }
}
