package dev.sluice.catalog.launch;

import dev.sluice.catalog.session.Lease;
import dev.sluice.catalog.session.SessionControl;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What {@code reconcile} looks at: a session that has not been put away, what runs for it, and what
 * is wanted.
 */
public record LiveSession(
    SessionControl control,
    String sessionId,
    Instant startedAt,
    @Nullable Launch launch,
    @Nullable Lease lease) {}
