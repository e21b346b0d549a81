package dev.sluice.catalog.table;

import java.util.List;

/** A stream with its pushes, their inline targets, and its look-ups on the way out. */
final class StreamRemoval extends Removal {
  /** Push, status, use and inline target: four actions each. */
  private static final int PUSHES_PER_BATCH = Table.TRANSACTION_ACTIONS / 4;

  private final String streamId;

  StreamRemoval(Surroundings around, String accountId, String streamId) {
    super(around, accountId, Key.stream(streamId), "stream");
    this.streamId = streamId;
  }

  @Override
  List<Write> hide(Item found) {
    String hash = found.text(StreamItems.INGEST_HASH);
    return List.of(
        Write.update(Key.stream(streamId))
            .ifEquals(StreamItems.INGEST_HASH, hash)
            .set(DELETING, true),
        Write.delete(Key.config(streamId)),
        Write.delete(Key.ingestKey(hash)),
        Write.delete(Key.accountStream(accountId, streamId)));
  }

  @Override
  List<Write> nextBatch() {
    List<Write> pushes =
        first(Key.PUSH_PREFIX, PUSHES_PER_BATCH).stream()
            .flatMap(push -> PushItems.remove(push).stream())
            .toList();
    return pushes.isEmpty() ? rest() : pushes;
  }

  private List<Write> rest() {
    return first("", Table.TRANSACTION_ACTIONS).stream()
        .map(Item::key)
        .filter(key -> !key.equals(Key.stream(streamId)))
        .map(Write::delete)
        .toList();
  }

  private List<Item> first(String prefix, int limit) {
    Listing listing = Listing.oldestFirst(Key.streamPartition(streamId), prefix);
    return around.table().query(listing, null, limit);
  }
}
