package dev.sluice.catalog.stream;

import dev.sluice.catalog.page.Page;
import dev.sluice.catalog.page.PageRequest;
import dev.sluice.catalog.secret.Secret;
import java.util.Optional;

/**
 * The streams of accounts. Thread-safe. Methods that change throw {@link
 * dev.sluice.catalog.NotFoundException}. Whoever suspends or deletes a live stream ends its session
 * first.
 */
public interface Streams {
  KeyedStream create(String accountId, StreamDraft draft);

  Optional<Stream> find(String accountId, String streamId);

  /** By id alone, for the functions' own events and the task. */
  Optional<Stream> find(String streamId);

  /**
   * The stream an ingest key publishes, suspended ones too, by a strongly consistent look-up; a
   * rotated key finds none.
   */
  Optional<Stream> findByIngestKey(Secret ingestKey);

  /**
   * The same for whatever serves a running session: who plays its source, who tells its end. A key
   * that was rotated away during the session finds its stream until that session has ended.
   */
  Optional<Stream> findByRunningKey(Secret ingestKey);

  /**
   * The same for whoever is still there: a key that was rotated away during a session finds its
   * stream when that session has ended as well. It opens nothing.
   */
  Optional<Stream> findByCurrentOrFormerKey(Secret ingestKey);

  /** Oldest first. */
  Page<Stream> list(String accountId, PageRequest page);

  Stream edit(String accountId, String streamId, StreamEdit edit);

  /**
   * Deletes the stream, its pushes, their inline targets, its look-ups; a second delete is a
   * NotFoundException.
   */
  void delete(String accountId, String streamId);

  /**
   * A new ingest key; the old one lets no publisher in from now on. A running session goes on, and
   * what serves it may use the old key ({@link #findByRunningKey}).
   */
  KeyedStream rotateKey(String accountId, String streamId);
}
