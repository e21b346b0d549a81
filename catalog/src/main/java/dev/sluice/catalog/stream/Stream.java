package dev.sluice.catalog.stream;

import dev.sluice.catalog.secret.SealedSecret;
import dev.sluice.catalog.session.Session;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a broadcaster publishes.
 *
 * @param ingestKey the secret key it is published under, sealed
 * @param maskedPullUrl scheme, host, port and first path segment of the pull URL; null when there
 *     is none
 * @param pullUrl where the source is pulled from when an event names no other, sealed
 * @param hold how long a session is kept after the source went away, 0 to 600 s
 * @param suspended its ingest key is refused and it has no session
 * @param revision rises with every change of what is to be pushed
 * @param session the current session, else the last one, else null
 */
public record Stream(
    String id,
    String accountId,
    String name,
    SealedSecret ingestKey,
    @Nullable String maskedPullUrl,
    @Nullable SealedSecret pullUrl,
    Duration hold,
    boolean suspended,
    long revision,
    StreamState state,
    @Nullable Session session,
    Instant createdAt) {}
