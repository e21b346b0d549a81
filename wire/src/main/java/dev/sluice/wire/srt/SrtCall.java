package dev.sluice.wire.srt;

import org.jspecify.annotations.Nullable;

/**
 * How a call went.
 *
 * @param result what the peer answered
 * @param link the connection when it accepted, else null
 */
public record SrtCall(SrtProbeResult result, @Nullable SrtLink link) {}
