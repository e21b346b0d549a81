package dev.sluice.catalog.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.catalog.target.Target;
import dev.sluice.catalog.target.TargetEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** A target that more streams use than one transaction can tell. */
@EachBackEnd
class ManyUsesTest extends TableTest {
  private static final int STREAMS = 210;

  private Target target;
  private final List<String> streams = new ArrayList<>();

  ManyUsesTest(BackEnd backEnd) {
    super(backEnd);
  }

  @BeforeEach
  void useTargetByManyStreams() {
    target = world.target();
    streams.clear();
    List<Write> writes = new ArrayList<>();
    for (int i = 0; i < STREAMS; i++) {
      String streamId = "seeded-%03d".formatted(i);
      streams.add(streamId);
      writes.add(
          Write.put(Key.config(streamId))
              .set("accountId", world.account.id())
              .set("revision", 2)
              .set("revisedAt", World.START)
              .set("holdMillis", World.HOLD));
      writes.add(
          Write.put(Key.used(target.id(), streamId, "push"))
              .set("streamId", streamId)
              .set("pushId", "push"));
    }
    world.seed(writes);
  }

  @Test
  void everyStreamIsToldOfAChangeInWholeTransactions() {
    world.probe.forget();

    disable();

    assertThat(streams).allSatisfy(stream -> assertThat(revision(stream)).isEqualTo(3));
    assertThat(world.probe.requests())
        .filteredOn(TransactWriteItemsRequest.class::isInstance)
        .extracting(request -> ((TransactWriteItemsRequest) request).transactItems().size())
        .containsExactly(100, 100, 13);
  }

  @Test
  void aTellingThatBrokeOffIsFinishedByTheNextEditEvenOfNothing() {
    AtomicInteger left = new AtomicInteger(1);
    world.probe.hook(
        request -> {
          if (request instanceof TransactWriteItemsRequest && left.getAndDecrement() <= 0) {
            throw InternalServerErrorException.builder().message("away").build();
          }
          return null;
        });
    assertThatThrownBy(this::disable).isInstanceOf(InternalServerErrorException.class);
    world.probe.unhook();
    assertThat(streams).filteredOn(stream -> revision(stream) == 2).isNotEmpty();

    disable();

    assertThat(streams).allSatisfy(stream -> assertThat(revision(stream)).isEqualTo(3));
  }

  private long revision(String streamId) {
    return world.catalog.sessions().control(streamId).orElseThrow().revision();
  }

  private void disable() {
    Target changed =
        world
            .catalog
            .targets()
            .edit(world.account.id(), target.id(), new TargetEdit(null, null, false, null, null));
    assertThat(changed.enabled()).isFalse();
  }
}
