package dev.sluice.catalog.table;

import dev.sluice.catalog.NotFoundException;
import dev.sluice.catalog.secret.SealedSecret;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.session.EndCause;
import dev.sluice.catalog.session.LiveEvent;
import dev.sluice.catalog.session.LiveOutcome;
import dev.sluice.catalog.session.Session;
import dev.sluice.catalog.session.SessionState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One live event on its way into the table. Made, run and forgotten. */
final class SessionBeginning {
  private final Surroundings around;
  private final SessionStore sessions;
  private final String streamId;
  private final LiveEvent event;

  SessionBeginning(Surroundings around, SessionStore sessions, String streamId, LiveEvent event) {
    this.around = around;
    this.sessions = sessions;
    this.streamId = streamId;
    this.event =
        new LiveEvent(
            event.sessionId(),
            event.connectionId(),
            event.sourceUrl(),
            event.at().truncatedTo(ChronoUnit.MILLIS));
  }

  LiveOutcome run() {
    return around.table().untilItHolds(this::attempt);
  }

  private LiveOutcome attempt() {
    StreamConfig config =
        around.config(streamId).orElseThrow(() -> new NotFoundException("stream"));
    Instant now = around.now();
    return switch (SessionRules.onLive(config, event, namesOtherSource(config), now)) {
      case SessionRules.Decision.Start start -> start(config, start.endsCurrent(), now);
      case SessionRules.Decision.Resume resume -> resume(config, now);
      case SessionRules.Decision.Remember remember -> {
        around.table().write(appeared(config, now, senders(config)));
        yield new LiveOutcome.Unchanged(current(config));
      }
      case SessionRules.Decision.Nothing nothing -> new LiveOutcome.Unchanged(current(config));
      case SessionRules.Decision.Drop drop -> new LiveOutcome.Dropped(drop.why());
    };
  }

  private LiveOutcome start(StreamConfig config, boolean endsCurrent, Instant now) {
    Source source = source(config);
    if (source == null) {
      return new LiveOutcome.NoSource();
    }
    String sessionId = around.ids().next();
    // A sender whose clock is ahead does not make a session begin in our future.
    Instant startedAt = event.at().isBefore(now) ? event.at() : now;
    List<Write> writes = new ArrayList<>();
    writes.add(
        appeared(config, now, Senders.of(event.name()))
            .ifEquals("suspended", false)
            .set("sessionId", sessionId)
            .set("ended", false)
            .set("sourceSerial", config.sourceSerial() + 1)
            .set("sourceFingerprint", source.url().fingerprint()));
    writes.add(
        Write.put(Key.session(streamId, sessionId))
            .set("accountId", config.accountId())
            .set("sessionId", sessionId)
            .set("startedAt", startedAt)
            .set("sourceUrl", source.url())
            .set("sourceField", source.field()));
    writes.add(LiveItems.put(streamId, sessionId, startedAt));
    if (endsCurrent) {
      writes.add(endOfCurrent(config, now));
    }
    around.table().write(writes);
    return new LiveOutcome.Started(
        new Session(sessionId, streamId, startedAt, null, SessionState.STARTING, null, null, null));
  }

  /** The session before: replaced by another of the same sender, or its hold had run out. */
  private Write endOfCurrent(StreamConfig config, Instant now) {
    boolean held = config.idleSince() != null;
    return SessionStore.endRecord(
        streamId,
        currentId(config),
        held ? EndCause.HOLD_EXPIRED : null,
        held ? SessionRules.holdEnd(config) : now);
  }

  private LiveOutcome resume(StreamConfig config, Instant now) {
    Write write = appeared(config, now, senders(config));
    Secret url = event.sourceUrl();
    if (url != null && namesOtherSource(config)) {
      SealedSecret sealed = sealer(config).seal(StreamItems.SOURCE_URL, url);
      around
          .table()
          .write(
              write
                  .set("sourceSerial", config.sourceSerial() + 1)
                  .set("sourceFingerprint", sealed.fingerprint()),
              Write.update(Key.session(streamId, currentId(config)))
                  .ifExists()
                  .set("sourceUrl", sealed)
                  .set("sourceField", StreamItems.SOURCE_URL));
    } else {
      around.table().write(write);
    }
    return new LiveOutcome.Resumed(current(around.config(streamId).orElse(config)));
  }

  /** The source is there: out of the hold, and known by the sender's newest name and time. */
  private Write appeared(StreamConfig config, Instant now, Senders senders) {
    return senders
        .on(config.change())
        .set("liveAt", event.at())
        .set("lagMillis", SessionRules.lag(event.at(), now))
        .set("idleSince", null)
        .set("idleAt", null);
  }

  /**
   * Who feeds the current session from now on: whoever ends its hold, else one more connection. It
   * keeps its name when the event brings none.
   */
  private Senders senders(StreamConfig config) {
    String connection = event.connectionId();
    return connection != null && config.idleSince() == null
        ? config.senders().joinedBy(connection)
        : config.senders().named(event.name());
  }

  private Session current(StreamConfig config) {
    return sessions
        .find(config, currentId(config))
        .orElseThrow(() -> new NotFoundException("stream"));
  }

  private static String currentId(StreamConfig config) {
    if (config.sessionId() == null) {
      throw new IllegalStateException("the stream has no session");
    }
    return config.sessionId();
  }

  private boolean namesOtherSource(StreamConfig config) {
    return event.sourceUrl() != null
        && config.live()
        && !sealer(config).fingerprint(event.sourceUrl()).equals(config.sourceFingerprint());
  }

  private @Nullable Source source(StreamConfig config) {
    if (event.sourceUrl() != null) {
      SealedSecret sealed = sealer(config).seal(StreamItems.SOURCE_URL, event.sourceUrl());
      return new Source(sealed, StreamItems.SOURCE_URL);
    }
    return around
        .table()
        .get(Key.stream(streamId))
        .map(meta -> meta.sealedOrNull(StreamItems.PULL_URL))
        .map(url -> new Source(url, StreamItems.PULL_URL))
        .orElse(null);
  }

  private Sealer sealer(StreamConfig config) {
    return around.sealer(config.accountId(), streamId);
  }

  /**
   * Where a session is pulled from.
   *
   * @param field which of the stream's secrets it was sealed as: the API may seal, but not open and
   *     seal again
   */
  private record Source(SealedSecret url, String field) {}
}
