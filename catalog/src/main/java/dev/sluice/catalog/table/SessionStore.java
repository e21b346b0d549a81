package dev.sluice.catalog.table;

import dev.sluice.catalog.NotFoundException;
import dev.sluice.catalog.page.Page;
import dev.sluice.catalog.page.PageRequest;
import dev.sluice.catalog.secret.SealedSecret;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.secret.SecretContext;
import dev.sluice.catalog.session.EndCause;
import dev.sluice.catalog.session.Lease;
import dev.sluice.catalog.session.LeaseLostException;
import dev.sluice.catalog.session.LiveEvent;
import dev.sluice.catalog.session.LiveOutcome;
import dev.sluice.catalog.session.Session;
import dev.sluice.catalog.session.SessionControl;
import dev.sluice.catalog.session.SessionState;
import dev.sluice.catalog.session.Sessions;
import dev.sluice.catalog.session.SourceInfo;
import dev.sluice.catalog.status.Reason;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@link Sessions} in the table. What an event means is decided by {@link SessionRules}. */
final class SessionStore implements Sessions {
  private final Surroundings around;

  SessionStore(Surroundings around) {
    this.around = around;
  }

  @Override
  public LiveOutcome begin(String streamId, LiveEvent event) {
    return new SessionBeginning(around, this, streamId, event).run();
  }

  @Override
  public boolean idle(String streamId, @Nullable String sessionId, Instant at) {
    Instant idleAt = at.truncatedTo(ChronoUnit.MILLIS);
    return around.table().untilItHolds(() -> tryIdle(streamId, sessionId, idleAt));
  }

  private boolean tryIdle(String streamId, @Nullable String sessionId, Instant at) {
    Optional<StreamConfig> config = around.config(streamId);
    if (config.isEmpty() || !SessionRules.startsHold(config.get(), sessionId, at)) {
      return false;
    }
    around.table().write(hold(config.get(), at));
    return true;
  }

  private Write hold(StreamConfig config, Instant at) {
    return config.change().set("idleSince", around.now()).set("idleAt", at).set("announced", null);
  }

  @Override
  public boolean left(String streamId, String connectionId, Instant at) {
    Instant leftAt = at.truncatedTo(ChronoUnit.MILLIS);
    return around.table().untilItHolds(() -> tryLeft(streamId, connectionId, leftAt));
  }

  private boolean tryLeft(String streamId, String connectionId, Instant at) {
    Optional<StreamConfig> config = around.config(streamId);
    if (config.isEmpty() || !SessionRules.leaves(config.get(), connectionId)) {
      return false;
    }
    Senders senders = config.get().senders();
    boolean last = senders.announced().isEmpty();
    around
        .table()
        .write(
            last ? hold(config.get(), at) : senders.leftBy(connectionId).on(config.get().change()));
    return last;
  }

  @Override
  public boolean end(
      String streamId,
      String sessionId,
      EndCause cause,
      @Nullable Reason reason,
      @Nullable String message,
      @Nullable SessionControl seen) {
    if (cause == EndCause.SOURCE_LOST) {
      throw new IllegalArgumentException("the end of a lost source is told with its time");
    }
    if (cause != EndCause.HOLD_EXPIRED) {
      return end(streamId, sessionId, new Ending(cause, reason, message, null, null));
    }
    if (seen == null) {
      throw new IllegalArgumentException(cause + " is decided on a control item");
    }
    return end(streamId, sessionId, new Ending(cause, reason, message, seen.eventSerial(), null));
  }

  @Override
  public boolean lost(
      String streamId, String sessionId, Instant since, String message, SessionControl seen) {
    Instant lostAt = since.truncatedTo(ChronoUnit.MILLIS);
    return end(
        streamId,
        sessionId,
        new Ending(EndCause.SOURCE_LOST, Reason.SOURCE_LOST, message, seen.eventSerial(), lostAt));
  }

  /**
   * A decision to end a session.
   *
   * @param serial of the last event that it reckons with; null for whatever came
   * @param lostAt when the source went, where that is not now
   */
  private record Ending(
      EndCause cause,
      @Nullable Reason reason,
      @Nullable String message,
      @Nullable Long serial,
      @Nullable Instant lostAt) {}

  private boolean end(String streamId, String sessionId, Ending ending) {
    Long serial = ending.serial();
    return around
        .table()
        .untilItHolds(
            () -> {
              Optional<StreamConfig> config = around.config(streamId);
              if (config.isEmpty()
                  || !config.get().isCurrent(sessionId)
                  || (serial != null && serial != config.get().eventSerial())) {
                return false;
              }
              Instant now = around.now();
              around
                  .table()
                  .write(
                      endConfig(config.get(), ending, now),
                      endRecord(streamId, sessionId, ending.cause(), now)
                          .set("reason", ending.reason())
                          .set("message", ending.message()));
              return true;
            });
  }

  private static Write endConfig(StreamConfig config, Ending ending, Instant now) {
    Instant end = ending.lostAt() == null ? now : ending.lostAt();
    return config
        .change()
        .set("ended", true)
        .set("lastEnd", SessionRules.knownEnd(config, ending.cause(), end))
        .set("announced", null)
        .set("idleSince", null)
        .set("idleAt", null);
  }

  /** The source URL goes with the session: nobody needs it any more. */
  static Write endRecord(
      String streamId, String sessionId, @Nullable EndCause cause, Instant endedAt) {
    return Write.update(Key.session(streamId, sessionId))
        .ifExists()
        .set("endedAt", endedAt)
        .set("cause", cause)
        .set("sourceUrl", null);
  }

  @Override
  public Optional<SessionControl> control(String streamId) {
    return around.config(streamId).map(StreamConfig::control);
  }

  /** A session as it stands; empty when there is none of that id. */
  Optional<Session> find(StreamConfig config, String sessionId) {
    Key record = Key.session(config.streamId(), sessionId);
    Key observed = Key.observed(config.streamId(), sessionId);
    Map<Key, Item> items = around.table().getAll(List.of(record, observed));
    return Optional.ofNullable(items.get(record))
        .map(item -> SessionItems.read(item, items.get(observed), config));
  }

  @Override
  public Page<Session> history(String accountId, String streamId, PageRequest page) {
    StreamConfig config = around.config(accountId, streamId);
    return new Pager(around, accountId, "sessions:" + streamId)
        .page(
            Listing.newestFirst(Key.streamPartition(streamId), Key.SESSION_PREFIX),
            page,
            records -> withObserved(config, records));
  }

  private List<Session> withObserved(StreamConfig config, List<Item> records) {
    Map<Key, Item> observed =
        around.table().getAll(records.stream().map(r -> observedKey(config, r)).toList());
    return records.stream()
        .map(r -> SessionItems.read(r, observed.get(observedKey(config, r)), config))
        .toList();
  }

  private static Key observedKey(StreamConfig config, Item record) {
    return Key.observed(config.streamId(), record.text("sessionId"));
  }

  @Override
  public Secret openSourceUrl(String streamId, String sessionId) {
    Item record =
        around
            .table()
            .get(Key.session(streamId, sessionId))
            .filter(item -> item.has("sourceUrl"))
            .orElseThrow(() -> new NotFoundException("session"));
    SealedSecret sealed = record.sealed("sourceUrl");
    return around
        .vault()
        .decrypt(
            sealed.ciphertext(),
            new SecretContext(record.text("accountId"), streamId, record.text("sourceField")));
  }

  @Override
  public void observe(
      Lease lease,
      SessionState state,
      @Nullable Reason reason,
      @Nullable String message,
      @Nullable SourceInfo source) {
    try {
      around
          .table()
          .write(
              Write.check(Key.lease(lease.streamId())).ifEquals("fence", lease.fence()),
              Write.put(Key.observed(lease.streamId(), lease.sessionId()))
                  .set("state", state)
                  .set("reason", reason)
                  .set("message", message)
                  .set("source", SessionItems.source(source))
                  .set("fence", lease.fence()));
    } catch (ConditionFailed e) {
      throw new LeaseLostException("another task holds the lease of " + lease.streamId());
    }
  }
}
