package dev.sluice.functions.hook;

import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.account.Account;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.session.LiveEvent;
import dev.sluice.catalog.session.LiveOutcome;
import dev.sluice.catalog.stream.Stream;
import dev.sluice.functions.ingest.SourceEvents;
import dev.sluice.functions.ingest.SourceTemplate;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What ingest servers are told, and what they tell, whichever words they use. Thread-safe.
 *
 * <p>Some servers ask before they know whether they will take a publisher, others tell of those
 * they have taken, and all may call for several publishers at once. So a session keeps count of the
 * connections it was told of, and is held when the last of them has gone, in whatever order their
 * coming and going is heard.
 */
final class IngestGate {
  private final Catalog catalog;
  private final SourceEvents events;
  private final Optional<SourceTemplate> template;
  private final Clock clock;

  IngestGate(Catalog catalog, SourceEvents events, Optional<SourceTemplate> template, Clock clock) {
    this.catalog = catalog;
    this.events = events;
    this.template = template;
    this.clock = clock;
  }

  /** Whether a publisher may come: its key is a stream's of this account, and not suspended. */
  boolean mayPublish(Account account, String key) {
    return publishable(account, key).isPresent();
  }

  /** Whether the stream may be played, which its task does: also by the running session's key. */
  boolean mayPlay(Account account, String key) {
    return running(account, key).filter(stream -> !stream.suspended()).isPresent();
  }

  /** Whether the stream of a key is suspended. */
  boolean isSuspended(Account account, String key) {
    return running(account, key).filter(Stream::suspended).isPresent();
  }

  /** A publisher comes; false refuses it. */
  boolean came(Account account, Publisher publisher) {
    return publishable(account, publisher.key())
        .filter(stream -> begin(stream, publisher))
        .isPresent();
  }

  /** A publisher went. One whose connection is not the session's ends nothing. */
  void left(Account account, Publisher publisher) {
    running(account, publisher.key())
        .ifPresent(stream -> left(stream.id(), publisher.connectionId()));
  }

  private void left(String streamId, @Nullable String connectionId) {
    boolean _ =
        connectionId == null
            ? catalog.sessions().idle(streamId, null, clock.instant())
            : catalog.sessions().left(streamId, connectionId, clock.instant());
  }

  private boolean begin(Stream stream, Publisher publisher) {
    Optional<Secret> sourceUrl =
        template.flatMap(form -> form.fill(publisher.app(), publisher.key()));
    if (template.isPresent() && sourceUrl.isEmpty()) {
      return false;
    }
    LiveOutcome outcome =
        events.appeared(
            stream,
            LiveEvent.ofConnection(
                publisher.connectionId(), sourceUrl.orElse(null), clock.instant()));
    return switch (outcome) {
      case LiveOutcome.Started _, LiveOutcome.Resumed _, LiveOutcome.Unchanged _ -> true;
      case LiveOutcome.Dropped _, LiveOutcome.NoSource _ -> false;
    };
  }

  private Optional<Stream> publishable(Account account, String key) {
    return find(account, key, catalog.streams()::findByIngestKey)
        .filter(stream -> !stream.suspended());
  }

  /** A key that was rotated away while its stream was live still serves that session. */
  private Optional<Stream> running(Account account, String key) {
    return find(account, key, catalog.streams()::findByRunningKey);
  }

  private static Optional<Stream> find(
      Account account, String key, Function<Secret, Optional<Stream>> lookUp) {
    return key.isEmpty() || key.length() > 512
        ? Optional.empty()
        : lookUp.apply(Secret.of(key)).filter(stream -> stream.accountId().equals(account.id()));
  }
}
