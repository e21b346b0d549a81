package dev.sluice.catalog.target;

import dev.sluice.catalog.secret.SealedSecret;
import org.jspecify.annotations.Nullable;

/**
 * Where a target is, as it rests in the table.
 *
 * @param maskedUrl scheme, host, port and app: all that is ever shown
 * @param url the URL without the stream key where it could be told apart; may hold credentials, so
 *     it is sealed
 * @param srt settings of an SRT destination, else null
 */
public record Destination(
    Protocol protocol,
    String maskedUrl,
    SealedSecret url,
    @Nullable SealedSecret streamKey,
    @Nullable SrtSettings srt) {}
