package dev.sluice.catalog.session;

import java.time.Instant;

/**
 * A task's fenced claim on a session.
 *
 * @param attempt which launch of the session's task holds it, from 1
 * @param owner a random name of the process
 * @param fence rises with every take-over
 * @param expiresAt 15 s after the last renewal
 */
public record Lease(
    String streamId, String sessionId, int attempt, String owner, long fence, Instant expiresAt) {}
