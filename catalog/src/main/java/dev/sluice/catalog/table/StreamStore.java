package dev.sluice.catalog.table;

import dev.sluice.catalog.NotFoundException;
import dev.sluice.catalog.page.Page;
import dev.sluice.catalog.page.PageRequest;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.session.EndCause;
import dev.sluice.catalog.stream.KeyedStream;
import dev.sluice.catalog.stream.Stream;
import dev.sluice.catalog.stream.StreamDraft;
import dev.sluice.catalog.stream.StreamEdit;
import dev.sluice.catalog.stream.StreamState;
import dev.sluice.catalog.stream.Streams;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@link Streams} in the table. */
final class StreamStore implements Streams {
  private final Surroundings around;
  private final SessionStore sessions;
  private final StreamReader reader;

  StreamStore(Surroundings around, SessionStore sessions) {
    this.around = around;
    this.sessions = sessions;
    this.reader = new StreamReader(around.table());
  }

  @Override
  public KeyedStream create(String accountId, StreamDraft draft) {
    String id = around.ids().next();
    Sealer sealer = around.sealer(accountId, id);
    Secret key = around.keys().ingestKey();
    String hash = Digests.lookUp(key);
    Instant now = around.now();
    around
        .table()
        .write(
            Write.put(Key.stream(id))
                .ifAbsent()
                .set("accountId", accountId)
                .set("name", draft.name())
                .set(StreamItems.INGEST_KEY, sealer.seal(StreamItems.INGEST_KEY, key))
                .set(StreamItems.INGEST_HASH, hash)
                .set("maskedPullUrl", draft.maskedPullUrl())
                .set(StreamItems.PULL_URL, sealer.sealOrNull(StreamItems.PULL_URL, draft.pullUrl()))
                .set("createdAt", now),
            Write.put(Key.config(id))
                .set("accountId", accountId)
                .set("revision", 1)
                .set("revisedAt", now)
                .set("holdMillis", draft.hold())
                .set("suspended", draft.suspended())
                .set("pushes", 0)
                .set("eventSerial", 0)
                .set("sourceSerial", 0),
            StreamItems.lookUp(hash, id),
            Write.put(Key.accountStream(accountId, id)));
    return new KeyedStream(owned(accountId, id), key);
  }

  @Override
  public Optional<Stream> find(String accountId, String streamId) {
    return find(streamId).filter(stream -> stream.accountId().equals(accountId));
  }

  @Override
  public Optional<Stream> find(String streamId) {
    return reader.read(streamId);
  }

  @Override
  public Optional<Stream> findByIngestKey(Secret ingestKey) {
    return around
        .table()
        .get(Key.ingestKey(Digests.lookUp(ingestKey)))
        .flatMap(item -> find(item.text("streamId")));
  }

  @Override
  public Optional<Stream> findByRunningKey(Secret ingestKey) {
    return lookUp(ingestKey)
        .flatMap(item -> find(item.text("streamId")).filter(s -> KeyRotation.serves(item, s)));
  }

  @Override
  public Optional<Stream> findByCurrentOrFormerKey(Secret ingestKey) {
    return lookUp(ingestKey).flatMap(item -> find(item.text("streamId")));
  }

  /** The look-up of a key, or what a rotation left in its place. */
  private Optional<Item> lookUp(Secret ingestKey) {
    String hash = Digests.lookUp(ingestKey);
    Key current = Key.ingestKey(hash);
    Key former = Key.formerIngestKey(hash);
    Map<Key, Item> found = around.table().getAll(List.of(current, former));
    Item lookUp = found.getOrDefault(current, found.get(former));
    // A batch is no snapshot: the one may be read before a rotation and the other after it.
    return lookUp == null ? around.table().get(former) : Optional.of(lookUp);
  }

  @Override
  public Page<Stream> list(String accountId, PageRequest page) {
    return new Pager(around, accountId, "streams")
        .page(
            Listing.oldestFirst(Key.accountPartition(accountId), Key.STREAM_PREFIX),
            page,
            entries -> reader.read(entries.stream().map(StreamStore::listed).toList()));
  }

  private static String listed(Item entry) {
    return entry.key().sort().substring(Key.STREAM_PREFIX.length());
  }

  @Override
  public Stream edit(String accountId, String streamId, StreamEdit edit) {
    owned(accountId, streamId);
    List<Write> writes = new ArrayList<>();
    if (edit.name() != null || edit.pullUrl() != null || edit.clearPullUrl()) {
      writes.add(editMeta(accountId, streamId, edit));
    }
    if (edit.hold() != null || edit.suspended() != null) {
      writes.add(editConfig(streamId, edit));
    }
    if (!writes.isEmpty()) {
      orNotFound(writes);
    }
    Stream stream = owned(accountId, streamId);
    if (stream.suspended() && stream.state() == StreamState.LIVE && stream.session() != null) {
      // After the switch, so that no live event slips in between.
      sessions.end(streamId, stream.session().id(), EndCause.SUSPENDED, null, null, null);
      return owned(accountId, streamId);
    }
    return stream;
  }

  private Write editMeta(String accountId, String streamId, StreamEdit edit) {
    Write write = Write.update(Key.stream(streamId)).ifExists().ifMissing(Removal.DELETING);
    if (edit.name() != null) {
      write.set("name", edit.name());
    }
    if (edit.pullUrl() != null) {
      write
          .set(
              StreamItems.PULL_URL,
              around.sealer(accountId, streamId).seal(StreamItems.PULL_URL, edit.pullUrl()))
          .set("maskedPullUrl", edit.maskedPullUrl());
    } else if (edit.clearPullUrl()) {
      write.set(StreamItems.PULL_URL, null).set("maskedPullUrl", null);
    }
    return write;
  }

  private static Write editConfig(String streamId, StreamEdit edit) {
    Write write = Write.update(Key.config(streamId)).ifExists();
    if (edit.hold() != null) {
      write.set("holdMillis", edit.hold());
    }
    if (edit.suspended() != null) {
      write.set("suspended", edit.suspended());
    }
    return write;
  }

  private void orNotFound(List<Write> writes) {
    try {
      around.table().write(writes);
    } catch (ConditionFailed e) {
      throw new NotFoundException("stream");
    }
  }

  @Override
  public void delete(String accountId, String streamId) {
    new StreamRemoval(around, accountId, streamId).run();
  }

  @Override
  public KeyedStream rotateKey(String accountId, String streamId) {
    Secret key = new KeyRotation(around, accountId, streamId).run();
    return new KeyedStream(owned(accountId, streamId), key);
  }

  private Stream owned(String accountId, String streamId) {
    return find(accountId, streamId).orElseThrow(() -> new NotFoundException("stream"));
  }
}
