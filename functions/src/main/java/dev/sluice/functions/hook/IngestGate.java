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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What ingest servers are told, and what they tell, whichever words they use. Thread-safe.
 *
 * <p>Some servers ask before they know whether they will take a publisher, others tell of those
 * they have taken, and all may call for several publishers at once. So a session keeps count of the
 * connections it was told of, and is held when the last of them has gone, in whatever order their
 * coming and going is heard.
 */
final class IngestGate {
  private static final Logger log = LoggerFactory.getLogger(IngestGate.class);

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
  Admission mayPublish(Account account, String key) {
    return publishable(account, key).map(IngestGate::unlessSuspended).orElse(Admission.UNKNOWN_KEY);
  }

  /** Whether the stream may be played, which its task does: also by the running session's key. */
  Admission mayPlay(Account account, String key) {
    return running(account, key).map(IngestGate::unlessSuspended).orElse(Admission.UNKNOWN_KEY);
  }

  /**
   * Whether a publisher or player in the middle of its stream may go on: a rotated key lets it, a
   * suspended stream does not, also under a key that was rotated away while it was live.
   */
  Admission mayGoOn(Account account, String key) {
    return find(account, key, catalog.streams()::findByCurrentOrFormerKey)
        .map(IngestGate::unlessSuspended)
        .orElse(Admission.GRANTED);
  }

  private static Admission unlessSuspended(Stream stream) {
    return stream.suspended() ? Admission.SUSPENDED : Admission.GRANTED;
  }

  /** A publisher comes. */
  Admission came(Account account, Publisher publisher) {
    Optional<Stream> stream = publishable(account, publisher.key());
    if (stream.isEmpty()) {
      return Admission.UNKNOWN_KEY;
    }
    Admission admission =
        stream.get().suspended() ? Admission.SUSPENDED : begin(stream.get(), publisher);
    if (!admission.granted()) {
      // Most servers show nobody the answer to their hook.
      log.warn("streamId={} a publisher is refused: {}", stream.get().id(), admission.refusal());
    }
    return admission;
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

  private Admission begin(Stream stream, Publisher publisher) {
    Optional<Secret> sourceUrl =
        template.flatMap(form -> form.fill(publisher.app(), publisher.key()));
    if (template.isPresent() && sourceUrl.isEmpty()) {
      return Admission.APP_UNFIT;
    }
    LiveOutcome outcome =
        events.appeared(
            stream,
            LiveEvent.ofConnection(
                publisher.connectionId(), sourceUrl.orElse(null), clock.instant()));
    return switch (outcome) {
      case LiveOutcome.Started _, LiveOutcome.Resumed _, LiveOutcome.Unchanged _ ->
          Admission.GRANTED;
      case LiveOutcome.Dropped(String why) -> Admission.dropped(why);
      case LiveOutcome.NoSource _ -> Admission.NO_SOURCE;
    };
  }

  private Optional<Stream> publishable(Account account, String key) {
    return find(account, key, catalog.streams()::findByIngestKey);
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
