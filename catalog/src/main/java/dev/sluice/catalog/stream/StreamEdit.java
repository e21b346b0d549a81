package dev.sluice.catalog.stream;

import dev.sluice.catalog.secret.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A change to a stream: null leaves a field as it is.
 *
 * @param suspended true ends the current session too
 */
public record StreamEdit(
    @Nullable String name,
    @Nullable Secret pullUrl,
    @Nullable String maskedPullUrl,
    boolean clearPullUrl,
    @Nullable Duration hold,
    @Nullable Boolean suspended) {}
