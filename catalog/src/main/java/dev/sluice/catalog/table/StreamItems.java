package dev.sluice.catalog.table;

import dev.sluice.catalog.session.Session;
import dev.sluice.catalog.stream.Stream;
import dev.sluice.catalog.stream.StreamState;
import org.jspecify.annotations.Nullable;

/** How streams rest in the table: {@code META} and {@code CONFIG}. */
final class StreamItems {
  static final String INGEST_KEY = "ingestKey";
  static final String INGEST_HASH = "ingestHash";
  static final String PULL_URL = "pullUrl";
  static final String SOURCE_URL = "sourceUrl";

  private StreamItems() {}

  /** By which an ingest key finds its stream. */
  static Write lookUp(String hash, String streamId) {
    return Write.put(Key.ingestKey(hash)).ifAbsent().set("streamId", streamId);
  }

  static Stream read(Item meta, StreamConfig config, @Nullable Session session) {
    return new Stream(
        config.streamId(),
        config.accountId(),
        meta.text("name"),
        meta.sealed(INGEST_KEY),
        meta.textOrNull("maskedPullUrl"),
        meta.sealedOrNull(PULL_URL),
        config.hold(),
        config.suspended(),
        config.revision(),
        config.live() ? StreamState.LIVE : StreamState.IDLE,
        session,
        meta.instant("createdAt"));
  }
}
