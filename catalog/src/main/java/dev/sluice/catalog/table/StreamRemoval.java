package dev.sluice.catalog.table;

import dev.sluice.catalog.NotFoundException;
import java.util.ArrayList;
import java.util.List;

/**
 * A stream on its way out. One transaction makes it unreachable: look-up, list entry and {@code
 * CONFIG} go, {@code META} is marked. The rest follows in batches, {@code META} last, so that a
 * removal that broke off is finished by asking for it again.
 */
final class StreamRemoval {
  /** Push, status, use and inline target: four actions each. */
  private static final int PUSHES_PER_BATCH = Table.TRANSACTION_ACTIONS / 4;

  private final Surroundings around;
  private final String accountId;
  private final String streamId;

  StreamRemoval(Surroundings around, String accountId, String streamId) {
    this.around = around;
    this.accountId = accountId;
    this.streamId = streamId;
  }

  void run() {
    around
        .table()
        .untilItHolds(
            () -> {
              markDeleting();
              return null;
            });
    while (around.table().untilItHolds(this::removeBatchOfPushes)) {
      // The next batch.
    }
    removeRest();
    around.table().write(Write.delete(Key.stream(streamId)));
  }

  private void markDeleting() {
    Item meta =
        around
            .table()
            .get(Key.stream(streamId))
            .filter(item -> item.text("accountId").equals(accountId))
            .orElseThrow(() -> new NotFoundException("stream"));
    if (meta.flag(StreamItems.DELETING)) {
      return;
    }
    String hash = meta.text(StreamItems.INGEST_HASH);
    around
        .table()
        .write(
            Write.update(Key.stream(streamId))
                .ifEquals(StreamItems.INGEST_HASH, hash)
                .set(StreamItems.DELETING, true),
            Write.delete(Key.config(streamId)),
            Write.delete(Key.ingestKey(hash)),
            Write.delete(Key.accountStream(accountId, streamId)));
  }

  private boolean removeBatchOfPushes() {
    Listing pushes = Listing.oldestFirst(Key.streamPartition(streamId), Key.PUSH_PREFIX);
    List<Write> writes = new ArrayList<>();
    for (Item push : around.table().query(pushes, null, PUSHES_PER_BATCH)) {
      writes.addAll(PushItems.remove(push));
    }
    if (writes.isEmpty()) {
      return false;
    }
    around.table().write(writes);
    return true;
  }

  private void removeRest() {
    Listing everything = Listing.oldestFirst(Key.streamPartition(streamId), "");
    while (true) {
      List<Write> deletes =
          around.table().query(everything, null, Table.TRANSACTION_ACTIONS).stream()
              .map(Item::key)
              .filter(key -> !key.equals(Key.stream(streamId)))
              .map(Write::delete)
              .toList();
      if (deletes.isEmpty()) {
        return;
      }
      around.table().write(deletes);
    }
  }
}
