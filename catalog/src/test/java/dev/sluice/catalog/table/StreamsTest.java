package dev.sluice.catalog.table;

import static dev.sluice.catalog.table.World.HOLD;
import static dev.sluice.catalog.table.World.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.catalog.NotFoundException;
import dev.sluice.catalog.account.Account;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.session.EndCause;
import dev.sluice.catalog.session.Session;
import dev.sluice.catalog.stream.KeyedStream;
import dev.sluice.catalog.stream.Stream;
import dev.sluice.catalog.stream.StreamDraft;
import dev.sluice.catalog.stream.StreamEdit;
import dev.sluice.catalog.stream.StreamState;
import dev.sluice.catalog.stream.Streams;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

@EachBackEnd
class StreamsTest extends TableTest {
  private Streams streams;

  StreamsTest(BackEnd backEnd) {
    super(backEnd);
  }

  @BeforeEach
  void open() {
    streams = world.catalog.streams();
  }

  @Test
  void aNewStreamIsIdleAndReadBackAsMade() {
    KeyedStream made =
        streams.create(
            world.account.id(),
            new StreamDraft(
                "évening",
                Secret.of("https://o.example/live/a.m3u8?t=1"),
                "https://o.example/live",
                Duration.ofSeconds(5),
                false));

    Stream stream = made.stream();
    assertThat(stream.name()).isEqualTo("évening");
    assertThat(stream.maskedPullUrl()).isEqualTo("https://o.example/live");
    assertThat(stream.hold()).isEqualTo(Duration.ofSeconds(5));
    assertThat(stream.state()).isEqualTo(StreamState.IDLE);
    assertThat(stream.session()).isNull();
    assertThat(stream.revision()).isEqualTo(1);
    assertThat(stream.createdAt()).isEqualTo(START);
    assertThat(streams.find(world.account.id(), stream.id())).contains(stream);
    assertThat(streams.find(stream.id())).contains(stream);
  }

  @Test
  void aStreamOfAnotherAccountIsNotThere() {
    Stream stream = world.stream();
    Account other = world.catalog.accounts().create("other");

    assertThat(streams.find(other.id(), stream.id())).isEmpty();
    List.<ThrowingCallable>of(
            () -> streams.edit(other.id(), stream.id(), named("mine")),
            () -> streams.rotateKey(other.id(), stream.id()),
            () -> streams.delete(other.id(), stream.id()))
        .forEach(attempt -> assertThatThrownBy(attempt).isInstanceOf(NotFoundException.class));
    assertThat(streams.find(stream.id())).contains(stream);
  }

  @Test
  void anIngestKeyFindsItsStreamAndIsNobodyElses() {
    KeyedStream one = world.keyedStream();
    KeyedStream other = world.keyedStream();

    assertThat(one.ingestKey()).isNotEqualTo(other.ingestKey());
    assertThat(one.ingestKey().reveal()).matches("sk_[a-z2-7]{32}");
    assertThat(streams.findByIngestKey(one.ingestKey())).contains(one.stream());
    assertThat(streams.findByIngestKey(Secret.of("sk_guess"))).isEmpty();
  }

  @Test
  void aRotatedKeyOpensNothingAndTheNewOneDoes() {
    KeyedStream old = world.keyedStream();
    Session session = world.begin(old.stream());

    KeyedStream rotated = streams.rotateKey(world.account.id(), old.stream().id());

    assertThat(streams.findByIngestKey(old.ingestKey())).isEmpty();
    assertThat(streams.findByIngestKey(rotated.ingestKey())).contains(rotated.stream());
    assertThat(rotated.stream().ingestKey().fingerprint())
        .isNotEqualTo(old.stream().ingestKey().fingerprint());
    assertThat(rotated.stream().session()).as("a running session goes on").isEqualTo(session);
  }

  @Test
  void aKeyRotatedWhileLiveServesTheRunningSessionUntilItsEndAndNoOther() {
    KeyedStream old = world.keyedStream();
    String id = old.stream().id();
    Session session = world.begin(old.stream());
    KeyedStream second = streams.rotateKey(world.account.id(), id);
    KeyedStream third = streams.rotateKey(world.account.id(), id);

    assertThat(List.of(old, second, third))
        .allSatisfy(
            keyed ->
                assertThat(streams.findByRunningKey(keyed.ingestKey()).map(Stream::id))
                    .contains(id));
    assertThat(streams.findByIngestKey(old.ingestKey())).isEmpty();
    assertThat(streams.findByIngestKey(second.ingestKey())).isEmpty();

    assertThat(
            world.catalog.sessions().end(id, session.id(), EndCause.TERMINATED, null, null, null))
        .isTrue();
    assertThat(streams.findByRunningKey(old.ingestKey())).isEmpty();
    assertThat(streams.findByRunningKey(third.ingestKey())).isPresent();
    world.live(old.stream(), null, world.after(60));
    assertThat(streams.findByRunningKey(old.ingestKey())).as("another session").isEmpty();
    assertThat(streams.findByRunningKey(second.ingestKey())).isEmpty();
    assertThat(streams.findByCurrentOrFormerKey(old.ingestKey()).map(Stream::id)).contains(id);
  }

  @Test
  void aKeyIsFoundThoughItsTwoLookUpsAreReadBeforeAndAfterARotation() {
    KeyedStream old = world.keyedStream();
    world.begin(old.stream());
    world.probe.hook(
        request -> {
          if (!(request instanceof BatchGetItemRequest)) {
            return null;
          }
          world.probe.unhook();
          streams.rotateKey(world.account.id(), old.stream().id());
          // The former key's look-up as it was before, the current one's as it is now.
          return BatchGetItemResponse.builder()
              .responses(Map.of())
              .unprocessedKeys(Map.of())
              .build();
        });

    assertThat(streams.findByRunningKey(old.ingestKey())).isPresent();
  }

  @Test
  void aKeyRotatedWhileNothingIsLiveServesNothing() {
    KeyedStream old = world.keyedStream();
    streams.rotateKey(world.account.id(), old.stream().id());
    world.begin(old.stream());

    assertThat(streams.findByRunningKey(old.ingestKey())).isEmpty();
    assertThat(streams.findByRunningKey(Secret.of("sk_guess"))).isEmpty();
  }

  @Test
  void aSessionThatBeginsDuringARotationKeepsItsKey() {
    KeyedStream old = world.keyedStream();
    world.probe.hook(
        request -> {
          if (request instanceof TransactWriteItemsRequest) {
            world.probe.unhook();
            world.begin(old.stream());
          }
          return null;
        });

    streams.rotateKey(world.account.id(), old.stream().id());

    assertThat(streams.findByRunningKey(old.ingestKey())).isPresent();
    assertThat(streams.findByIngestKey(old.ingestKey())).isEmpty();
  }

  @Test
  void ofManyRotationsAtOnceExactlyOneKeyIsLeft() {
    Stream stream = world.stream();

    List<KeyedStream> rotated =
        Together.run(6, () -> streams.rotateKey(world.account.id(), stream.id()));

    assertThat(rotated)
        .filteredOn(r -> streams.findByIngestKey(r.ingestKey()).isPresent())
        .hasSize(1);
    assertThat(world.everything())
        .filteredOn(item -> item.key().partition().startsWith("INGEST#"))
        .hasSize(1);
  }

  @Test
  void anEditChangesWhatItNamesAndLeavesTheRest() {
    Stream stream = world.stream();
    Secret pullUrl = Secret.of("rtmp://pull.example/app/key");

    Stream named = streams.edit(world.account.id(), stream.id(), named("renamed"));
    assertThat(named.name()).isEqualTo("renamed");
    assertThat(named.hold()).isEqualTo(HOLD);

    Stream pulled =
        edit(stream, new StreamEdit(null, pullUrl, "rtmp://pull.example/app", false, null, null));
    assertThat(pulled.name()).isEqualTo("renamed");
    assertThat(pulled.maskedPullUrl()).isEqualTo("rtmp://pull.example/app");
    assertThat(pulled.pullUrl()).isNotNull();

    Stream held = edit(stream, new StreamEdit(null, null, null, false, Duration.ZERO, null));
    assertThat(held.hold()).isZero();
    assertThat(held.pullUrl()).isEqualTo(pulled.pullUrl());

    Stream cleared = edit(stream, new StreamEdit(null, null, null, true, null, null));
    assertThat(cleared.pullUrl()).isNull();
    assertThat(cleared.maskedPullUrl()).isNull();
  }

  @Test
  void twoEditsAtOnceLoseNothing() {
    for (int round = 0; round < 10; round++) {
      Stream stream = world.stream();
      Together.run(
          List.of(
              () -> streams.edit(world.account.id(), stream.id(), named("renamed")),
              () ->
                  edit(
                      stream, new StreamEdit(null, null, null, false, Duration.ofSeconds(7), null)),
              () -> edit(stream, new StreamEdit(null, null, null, false, null, true)),
              () -> world.inlinePush(stream)));

      Stream after = world.stream(stream.id());
      assertThat(after.name()).isEqualTo("renamed");
      assertThat(after.hold()).isEqualTo(Duration.ofSeconds(7));
      assertThat(after.suspended()).isTrue();
      assertThat(after.revision()).isEqualTo(2);
    }
  }

  @Test
  void aSuspendedStreamIsStillFoundByItsKeySoThatItCanBeRefused() {
    KeyedStream made = world.keyedStream();
    Stream suspended = edit(made.stream(), suspended(true));

    assertThat(streams.findByIngestKey(made.ingestKey())).contains(suspended);
    assertThat(suspended.suspended()).isTrue();
    assertThat(edit(made.stream(), suspended(false)).suspended()).isFalse();
  }

  private Stream edit(Stream stream, StreamEdit edit) {
    return streams.edit(world.account.id(), stream.id(), edit);
  }

  private static StreamEdit named(String name) {
    return new StreamEdit(name, null, null, false, null, null);
  }

  private static StreamEdit suspended(@Nullable Boolean suspended) {
    return new StreamEdit(null, null, null, false, null, suspended);
  }
}
