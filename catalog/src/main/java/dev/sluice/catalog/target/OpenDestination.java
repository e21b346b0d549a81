package dev.sluice.catalog.target;

import dev.sluice.catalog.secret.Secret;
import org.jspecify.annotations.Nullable;

/** A destination with its secrets opened, for the task that connects to it. */
public record OpenDestination(
    Protocol protocol,
    Secret url,
    @Nullable Secret streamKey,
    @Nullable String srtStreamId,
    @Nullable Secret srtPassphrase,
    @Nullable Integer srtLatencyMillis) {}
