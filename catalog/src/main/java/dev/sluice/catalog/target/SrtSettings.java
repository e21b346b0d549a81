package dev.sluice.catalog.target;

import dev.sluice.catalog.secret.SealedSecret;
import org.jspecify.annotations.Nullable;

/**
 * Typed settings of an SRT destination.
 *
 * @param streamId the stream id given as a setting of its own (shown); one that came as stream key
 *     or in a URL is a secret
 * @param passphrase 10 to 79 characters when set; written, never read
 * @param latencyMillis null for the peer's default
 */
public record SrtSettings(
    @Nullable String streamId,
    @Nullable SealedSecret passphrase,
    @Nullable Integer latencyMillis) {}
