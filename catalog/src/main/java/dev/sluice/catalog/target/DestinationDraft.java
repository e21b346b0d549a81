package dev.sluice.catalog.target;

import dev.sluice.catalog.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A destination as a user gave it, checked by the caller, not yet sealed. Fields as in {@link
 * Destination}.
 */
public record DestinationDraft(
    Protocol protocol,
    String maskedUrl,
    Secret url,
    @Nullable Secret streamKey,
    @Nullable String srtStreamId,
    @Nullable Secret srtPassphrase,
    @Nullable Integer srtLatencyMillis) {}
