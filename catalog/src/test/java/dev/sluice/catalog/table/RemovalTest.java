package dev.sluice.catalog.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.catalog.LimitExceededException;
import dev.sluice.catalog.NotFoundException;
import dev.sluice.catalog.page.PageRequest;
import dev.sluice.catalog.push.Push;
import dev.sluice.catalog.session.EndCause;
import dev.sluice.catalog.session.LeaseLostException;
import dev.sluice.catalog.session.Session;
import dev.sluice.catalog.session.SessionState;
import dev.sluice.catalog.stream.KeyedStream;
import dev.sluice.catalog.stream.Stream;
import dev.sluice.catalog.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** Streams and targets go whole, whatever breaks off on the way. */
@EachBackEnd
class RemovalTest extends TableTest {
  RemovalTest(BackEnd backEnd) {
    super(backEnd);
  }

  @Test
  void aDeletedStreamIsGoneByEveryWayToIt() {
    KeyedStream made = world.keyedStream();
    Stream stream = made.stream();
    Push push = world.inlinePush(stream);

    deleteStream(stream);

    assertThat(world.catalog.streams().find(stream.id())).isEmpty();
    assertThat(world.catalog.streams().findByIngestKey(made.ingestKey())).isEmpty();
    assertThat(world.catalog.sessions().control(stream.id())).isEmpty();
    assertThat(world.catalog.pushes().all(stream.id())).isEmpty();
    assertThat(world.catalog.pushes().find(world.account.id(), stream.id(), push.id())).isEmpty();
    assertThat(world.catalog.targets().find(world.account.id(), push.target().id())).isEmpty();
    assertThat(streamsListed()).isEmpty();
    assertThatThrownBy(() -> deleteStream(stream)).isInstanceOf(NotFoundException.class);
  }

  @Test
  void aDeletedStreamLeavesNothingButItsSharedTargets() {
    Stream stream = world.stream();
    Target shared = world.target();
    for (int i = 0; i < 30; i++) {
      world.inlinePush(stream);
    }
    Push push = world.push(stream, shared);
    Session session = world.begin(stream);
    var lease = world.catalog.leases().acquire(stream.id(), session.id(), 1, "task");
    world.catalog.sessions().observe(lease, SessionState.LIVE, null, null, null);
    world.catalog.statuses().write(lease, List.of(Samples.status(push, session)));
    world.catalog.statuses().count(lease, List.of(Samples.status(push, session)));
    assertThat(
            world
                .catalog
                .sessions()
                .end(stream.id(), session.id(), EndCause.DELETED, null, null, null))
        .isTrue();

    deleteStream(stream);
    world.catalog.launches().putAway(stream.id(), session.id());

    assertThat(world.everything())
        .extracting(Item::key)
        .containsExactlyInAnyOrder(
            Key.account(world.account.id()),
            Key.target(shared.id()),
            Key.accountTarget(world.account.id(), shared.id()));
  }

  @Test
  void theTaskOfADeletedStreamLosesItsLeaseAndWritesNothingMore() {
    Stream stream = world.stream();
    Session session = world.begin(stream);
    var lease = world.catalog.leases().acquire(stream.id(), session.id(), 1, "task");

    deleteStream(stream);

    assertThatThrownBy(() -> world.catalog.leases().renew(lease))
        .isInstanceOf(LeaseLostException.class);
    assertThatThrownBy(
            () -> world.catalog.sessions().observe(lease, SessionState.LIVE, null, null, null))
        .isInstanceOf(LeaseLostException.class);
    assertThat(world.everything())
        .noneMatch(item -> item.key().partition().equals(Key.streamPartition(stream.id())));
  }

  @Test
  void aStreamsRemovalThatBrokeOffIsHiddenAndFinishedByAskingAgain() {
    Stream stream = world.stream();
    for (int i = 0; i < 30; i++) {
      world.inlinePush(stream);
    }
    breakOffAfter(2);

    assertThatThrownBy(() -> deleteStream(stream)).isInstanceOf(InternalServerErrorException.class);
    world.probe.unhook();

    assertThat(world.catalog.streams().find(stream.id())).isEmpty();
    assertThat(streamsListed()).isEmpty();
    deleteStream(stream);
    assertThat(world.everything())
        .extracting(Item::key)
        .containsExactly(Key.account(world.account.id()));
  }

  @Test
  void aDeletedTargetTakesItsPushesWithItAndTellsTheirStreams() {
    Target target = world.target();
    List<Stream> streams = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Stream stream = world.stream();
      world.seedPushes(stream, target, 10);
      streams.add(stream);
    }
    Stream twice = streams.getFirst();
    world.push(twice, target);
    Push other = world.inlinePush(twice);
    long before = world.revision(twice);

    deleteTarget(target);

    assertThat(world.catalog.targets().find(world.account.id(), target.id())).isEmpty();
    assertThat(world.catalog.pushes().all(twice.id())).containsExactly(other);
    assertThat(world.revision(twice)).isGreaterThan(before);
    assertThat(streams).allSatisfy(stream -> assertThat(world.revision(stream)).isGreaterThan(2));
    assertThat(world.everything())
        .noneMatch(item -> item.key().partition().equals(Key.targetPartition(target.id())))
        .noneMatch(item -> item.key().sort().endsWith(target.id()));
    assertThatThrownBy(() -> deleteTarget(target)).isInstanceOf(NotFoundException.class);
  }

  @Test
  void aDeletedTargetGivesItsPlacesOnTheStreamBack() {
    Stream stream = world.stream();
    Target target = world.target();
    world.seedPushes(stream, target, 100);
    assertThatThrownBy(() -> world.inlinePush(stream)).isInstanceOf(LimitExceededException.class);

    deleteTarget(target);

    world.seedPushes(stream, world.target(), 99);
    world.inlinePush(stream);
    assertThatThrownBy(() -> world.inlinePush(stream)).isInstanceOf(LimitExceededException.class);
  }

  @Test
  void aPushDeletedWhileItsTargetGoesGivesOnePlaceBack() {
    Stream stream = world.stream();
    Target target = world.target();
    world.inlinePush(stream);
    Push push = world.push(stream, target);
    AtomicInteger transactions = new AtomicInteger();
    world.probe.hook(
        request -> {
          if (request instanceof TransactWriteItemsRequest && transactions.incrementAndGet() == 2) {
            world.catalog.pushes().delete(world.account.id(), stream.id(), push.id());
          }
          return null;
        });

    deleteTarget(target);

    Item config = world.rawTable().get(Key.config(stream.id())).orElseThrow();
    assertThat(StreamConfig.read(config).pushes()).isEqualTo(1);
  }

  @Test
  void aTargetsRemovalThatBrokeOffIsHiddenAndFinishedByAskingAgain() {
    Target target = world.target();
    Stream stream = world.stream();
    world.seedPushes(stream, target, 60);
    breakOffAfter(2);

    assertThatThrownBy(() -> deleteTarget(target)).isInstanceOf(InternalServerErrorException.class);
    world.probe.unhook();

    assertThat(world.catalog.targets().find(world.account.id(), target.id())).isEmpty();
    assertThat(world.catalog.pushes().all(stream.id())).isEmpty();
    assertThatThrownBy(() -> world.push(stream, target)).isInstanceOf(NotFoundException.class);
    deleteTarget(target);
    assertThat(world.everything())
        .noneMatch(item -> item.key().partition().equals(Key.targetPartition(target.id())))
        .noneMatch(item -> item.key().sort().startsWith(Key.PUSH_PREFIX));
  }

  @Test
  void aTargetAndAStreamThatUsesItCanGoAtOnce() {
    for (int round = 0; round < 5; round++) {
      Target target = world.target();
      Stream stream = world.stream();
      world.seedPushes(stream, target, 30);

      Together.run(
          List.of(
              () -> {
                deleteTarget(target);
                return true;
              },
              () -> {
                deleteStream(stream);
                return true;
              }));

      assertThat(world.everything())
          .extracting(Item::key)
          .containsExactly(Key.account(world.account.id()));
    }
  }

  /** The power fails after so many transactions. */
  private void breakOffAfter(int transactions) {
    AtomicInteger left = new AtomicInteger(transactions);
    world.probe.hook(
        request -> {
          if (request instanceof TransactWriteItemsRequest && left.getAndDecrement() <= 0) {
            throw InternalServerErrorException.builder().message("away").build();
          }
          return null;
        });
  }

  private void deleteStream(Stream stream) {
    world.catalog.streams().delete(world.account.id(), stream.id());
  }

  private void deleteTarget(Target target) {
    world.catalog.targets().delete(world.account.id(), target.id());
  }

  private List<Stream> streamsListed() {
    return world.catalog.streams().list(world.account.id(), PageRequest.first()).items();
  }
}
