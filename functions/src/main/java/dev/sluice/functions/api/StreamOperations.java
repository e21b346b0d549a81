package dev.sluice.functions.api;

import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.session.EndCause;
import dev.sluice.catalog.session.Session;
import dev.sluice.catalog.stream.Stream;
import dev.sluice.catalog.stream.StreamEdit;
import dev.sluice.catalog.stream.StreamState;
import dev.sluice.functions.problem.ProblemException;

/** What is done to streams beyond a single call of the catalog, for every API. Thread-safe. */
public final class StreamOperations {
  private static final String NOUN = "stream";

  private final Catalog catalog;

  public StreamOperations(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * An account's stream.
   *
   * @throws ProblemException 404
   */
  public Stream find(String accountId, String streamId) {
    return catalog
        .streams()
        .find(accountId, Ids.checked(streamId, NOUN))
        .orElseThrow(() -> ProblemException.notFound(NOUN));
  }

  /** Changes a stream; suspending it ends its session. */
  public Stream edit(String accountId, String streamId, StreamEdit edit) {
    Stream edited = catalog.streams().edit(accountId, Ids.checked(streamId, NOUN), edit);
    // Suspended first, ended second: no live event gets in between.
    return edited.suspended() && end(edited, EndCause.SUSPENDED)
        ? find(accountId, streamId)
        : edited;
  }

  /** Ends the stream's session, if it has one; the next live event begins another. */
  public Stream terminate(String accountId, String streamId) {
    Stream stream = find(accountId, streamId);
    return end(stream, EndCause.TERMINATED) ? find(accountId, streamId) : stream;
  }

  /** Deletes a stream, its session ended first. */
  public void delete(String accountId, String streamId) {
    Stream stream = find(accountId, streamId);
    if (stream.state() == StreamState.LIVE) {
      // Suspended first: no live event begins a session of a stream that is going.
      Stream suspended =
          catalog
              .streams()
              .edit(accountId, streamId, new StreamEdit(null, null, null, false, null, true));
      boolean _ = end(suspended, EndCause.DELETED);
    }
    catalog.streams().delete(accountId, streamId);
  }

  private boolean end(Stream stream, EndCause cause) {
    Session session = stream.state() == StreamState.LIVE ? stream.session() : null;
    return session != null
        && catalog.sessions().end(stream.id(), session.id(), cause, null, null, null);
  }
}
