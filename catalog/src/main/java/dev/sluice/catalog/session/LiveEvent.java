package dev.sluice.catalog.session;

import dev.sluice.catalog.secret.Secret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stream's source is there.
 *
 * @param sessionId the sender's name for the period, 1 to 128 printable characters, or null
 * @param sourceUrl where to pull from; null for the stream's own pull URL
 * @param at when the source appeared, by the sender's clock
 */
public record LiveEvent(@Nullable String sessionId, @Nullable Secret sourceUrl, Instant at) {}
