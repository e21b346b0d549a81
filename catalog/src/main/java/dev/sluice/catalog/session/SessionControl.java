package dev.sluice.catalog.session;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The small item that a task polls each second: what is wanted of it. Written by the functions; a
 * task writes it once, to end the session when the hold has run out.
 *
 * @param revision the stream's revision
 * @param revisedAt when that revision was written
 * @param sessionId the current or last session; null when there was none
 * @param sourceSerial rises when an event named another source URL
 * @param eventSerial rises with every live or idle event that was taken: whoever ends the session
 *     for want of a source ends it only if none came since
 * @param othersAnnounced connections beside the session's own were told of and not yet of their
 *     going: another publisher may be there already when the source breaks
 * @param idleSince when the source was said to have gone; null while it is there
 * @param ended the session is over: the task ends too
 */
public record SessionControl(
    String streamId,
    long revision,
    Instant revisedAt,
    @Nullable String sessionId,
    long sourceSerial,
    long eventSerial,
    boolean othersAnnounced,
    @Nullable Instant idleSince,
    Duration hold,
    boolean ended) {}
