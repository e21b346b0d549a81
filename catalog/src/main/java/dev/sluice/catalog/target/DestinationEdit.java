package dev.sluice.catalog.target;

import dev.sluice.catalog.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A change to a destination: null leaves a part as it is. A new {@code url} comes with its {@code
 * protocol} and {@code maskedUrl}; a stream key that was set stays unless a new one is given or
 * {@code clearStreamKey} is set. Changing the protocol drops the settings of the old one.
 */
public record DestinationEdit(
    @Nullable Protocol protocol,
    @Nullable String maskedUrl,
    @Nullable Secret url,
    @Nullable Secret streamKey,
    boolean clearStreamKey,
    @Nullable String srtStreamId,
    boolean clearSrtStreamId,
    @Nullable Secret srtPassphrase,
    boolean clearSrtPassphrase,
    @Nullable Integer srtLatencyMillis,
    boolean clearSrtLatency) {}
