package dev.sluice.catalog.table;

import dev.sluice.catalog.session.SessionControl;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stream's {@code CONFIG} item: its revision, and which session is current. Small, because every
 * task reads it each second.
 *
 * @param senders who feeds the current session, by name
 * @param liveAt when the source last appeared, by the sender's clock
 * @param lag how far the sender's clock, and the way from it, was behind ours at that event
 * @param idleSince when we heard that the source went away, by our clock; null while it is there
 * @param idleAt the same by the sender's clock
 * @param lastEnd the last known end of the source, by the sender's clock
 * @param sourceFingerprint which source URL the session has
 */
record StreamConfig(
    String streamId,
    String accountId,
    long revision,
    Instant revisedAt,
    Duration hold,
    boolean suspended,
    long pushes,
    @Nullable String sessionId,
    boolean ended,
    long eventSerial,
    long sourceSerial,
    Senders senders,
    @Nullable Instant liveAt,
    Duration lag,
    @Nullable Instant idleSince,
    @Nullable Instant idleAt,
    @Nullable Instant lastEnd,
    @Nullable String sourceFingerprint) {

  static StreamConfig read(Item item) {
    return new StreamConfig(
        item.key().partition().substring(Key.STREAM_PREFIX.length()),
        item.text("accountId"),
        item.number("revision"),
        item.instant("revisedAt"),
        item.millis("holdMillis"),
        item.flag("suspended"),
        item.count("pushes"),
        item.textOrNull("sessionId"),
        item.flag("ended"),
        item.count("eventSerial"),
        item.count("sourceSerial"),
        Senders.read(item),
        item.instantOrNull("liveAt"),
        Duration.ofMillis(item.count("lagMillis")),
        item.instantOrNull("idleSince"),
        item.instantOrNull("idleAt"),
        item.instantOrNull("lastEnd"),
        item.textOrNull("sourceFingerprint"));
  }

  /** Raises the revision, if the stream is still there. */
  static Write bump(String streamId, Instant now) {
    return bump(Key.config(streamId), now);
  }

  static Write bump(Key config, Instant now) {
    return Write.update(config).add("revision", 1).set("revisedAt", now).ifExists();
  }

  /** A write of the session's part, on condition that no other event was taken meanwhile. */
  Write change() {
    return Write.update(Key.config(streamId))
        .ifEquals("eventSerial", eventSerial)
        .set("eventSerial", eventSerial + 1);
  }

  boolean live() {
    return sessionId != null && !ended;
  }

  boolean isCurrent(String session) {
    return !ended && session.equals(sessionId);
  }

  SessionControl control() {
    return new SessionControl(
        streamId,
        revision,
        revisedAt,
        sessionId,
        sourceSerial,
        eventSerial,
        !senders.announced().isEmpty(),
        idleSince,
        hold,
        ended);
  }
}
