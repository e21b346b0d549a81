package dev.sluice.catalog.session;

import dev.sluice.catalog.status.Reason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One period of a stream being live.
 *
 * @param reason why it could not start, or ended; null while all is well and after a normal end
 */
public record Session(
    String id,
    String streamId,
    Instant startedAt,
    @Nullable Instant endedAt,
    SessionState state,
    @Nullable Reason reason,
    @Nullable String message,
    @Nullable SourceInfo source) {}
