package dev.sluice.functions.hook;

import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.account.Account;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.session.LiveEvent;
import dev.sluice.catalog.session.LiveOutcome;
import dev.sluice.catalog.session.SessionControl;
import dev.sluice.catalog.stream.Stream;
import dev.sluice.functions.ingest.SourceEvents;
import dev.sluice.functions.ingest.SourceTemplate;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What ingest servers are told, and what they tell, whichever words they use. Thread-safe.
 *
 * <p>Some servers ask before they know whether they will take a publisher ({@link #announced}): the
 * one they refuse because another publishes already must not take that one's session over, and its
 * going must not end it. Others tell of publishers they have taken ({@link #accepted}): the newest
 * is the one who publishes, in the same session.
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

  /** The stream a key may be published or played under: of this account, and not suspended. */
  Optional<Stream> admit(Account account, String key) {
    return find(account, key).filter(stream -> !stream.suspended());
  }

  /** Whether the stream of a key is suspended. */
  boolean isSuspended(Account account, String key) {
    return find(account, key).filter(Stream::suspended).isPresent();
  }

  /** A publisher asks to be let in; false refuses it. */
  boolean announced(Account account, Publisher publisher) {
    Optional<Stream> stream = admit(account, publisher.key());
    return stream.isPresent() && begin(stream.get(), publisher, isLive(stream.get()));
  }

  /** A publisher was let in and sends; false when its key opens nothing. */
  boolean accepted(Account account, Publisher publisher) {
    Optional<Stream> stream = admit(account, publisher.key());
    if (stream.isEmpty()) {
      return false;
    }
    if (isLive(stream.get())) {
      // Its predecessor's end may be told after this, or never.
      boolean _ = catalog.sessions().idle(stream.get().id(), null, now());
    }
    return begin(stream.get(), publisher, false);
  }

  /** A publisher went. One whose connection is not the session's ends nothing. */
  void left(Account account, Publisher publisher) {
    find(account, publisher.key())
        .ifPresent(
            stream -> {
              boolean _ = catalog.sessions().idle(stream.id(), publisher.connectionId(), now());
            });
  }

  private boolean begin(Stream stream, Publisher publisher, boolean unnamed) {
    Optional<Secret> sourceUrl =
        template.flatMap(form -> form.fill(publisher.app(), publisher.key()));
    if (template.isPresent() && sourceUrl.isEmpty()) {
      return false;
    }
    LiveOutcome outcome =
        events.appeared(
            stream,
            new LiveEvent(
                unnamed ? null : publisher.connectionId(), sourceUrl.orElse(null), now()));
    return switch (outcome) {
      case LiveOutcome.Started _, LiveOutcome.Resumed _, LiveOutcome.Unchanged _ -> true;
      case LiveOutcome.Dropped _, LiveOutcome.NoSource _ -> false;
    };
  }

  private Optional<Stream> find(Account account, @Nullable String key) {
    if (key == null || key.isEmpty() || key.length() > 512) {
      return Optional.empty();
    }
    return catalog
        .streams()
        .findByIngestKey(Secret.of(key))
        .filter(stream -> stream.accountId().equals(account.id()));
  }

  private boolean isLive(Stream stream) {
    Optional<SessionControl> control = catalog.sessions().control(stream.id());
    return control.isPresent()
        && control.get().sessionId() != null
        && !control.get().ended()
        && control.get().idleSince() == null;
  }

  private Instant now() {
    return clock.instant();
  }
}
