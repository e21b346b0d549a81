package dev.sluice.catalog.table;

import dev.sluice.catalog.NotFoundException;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.session.Session;
import dev.sluice.catalog.stream.Stream;
import dev.sluice.catalog.stream.StreamState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A new ingest key for a stream. Made, run and forgotten.
 *
 * <p>The old key's look-up goes. While the stream is live another takes its place, bound to the
 * session: the task pulls under the old key, and its ingest server tells the publisher's end under
 * it.
 */
final class KeyRotation {
  /**
   * Longer than any session lasts after a rotation. With the session the look-up stops to count;
   * this only clears it away.
   */
  private static final Duration KEPT = Duration.ofDays(365);

  private final Surroundings around;
  private final String accountId;
  private final String streamId;

  KeyRotation(Surroundings around, String accountId, String streamId) {
    this.around = around;
    this.accountId = accountId;
    this.streamId = streamId;
  }

  /** Whether a look-up, a former key's or a current one's, is good for a stream as it stands. */
  static boolean serves(Item lookUp, Stream stream) {
    String bound = lookUp.textOrNull("sessionId");
    Session session = stream.session();
    return bound == null
        || (stream.state() == StreamState.LIVE && session != null && bound.equals(session.id()));
  }

  /** The new key. */
  Secret run() {
    Secret key = around.keys().ingestKey();
    return around
        .table()
        .untilItHolds(
            () -> {
              rotate(key);
              return key;
            });
  }

  private void rotate(Secret key) {
    Map<Key, Item> items =
        around.table().getAll(List.of(Key.stream(streamId), Key.config(streamId)));
    Item meta =
        Optional.ofNullable(items.get(Key.stream(streamId)))
            .filter(item -> item.text("accountId").equals(accountId))
            .filter(item -> !item.flag(Removal.DELETING))
            .orElseThrow(() -> new NotFoundException("stream"));
    StreamConfig config =
        Optional.ofNullable(items.get(Key.config(streamId)))
            .map(StreamConfig::read)
            .orElseThrow(() -> new NotFoundException("stream"));
    String oldHash = meta.text(StreamItems.INGEST_HASH);
    String hash = Digests.lookUp(key);
    List<Write> writes = new ArrayList<>();
    writes.add(
        Write.update(Key.stream(streamId))
            .ifEquals(StreamItems.INGEST_HASH, oldHash)
            .ifMissing(Removal.DELETING)
            .set(StreamItems.INGEST_HASH, hash)
            .set(
                StreamItems.INGEST_KEY,
                around.sealer(accountId, streamId).seal(StreamItems.INGEST_KEY, key)));
    // No session begins or ends between the reading and the writing.
    writes.add(Write.check(Key.config(streamId)).ifEquals("eventSerial", config.eventSerial()));
    writes.add(Write.delete(Key.ingestKey(oldHash)));
    writes.add(StreamItems.lookUp(hash, streamId));
    if (config.live()) {
      writes.add(
          Write.put(Key.formerIngestKey(oldHash))
              .set("streamId", streamId)
              .set("sessionId", config.sessionId())
              .set(SluiceTable.TTL, around.now().plus(KEPT).getEpochSecond()));
    }
    around.table().write(writes);
  }
}
