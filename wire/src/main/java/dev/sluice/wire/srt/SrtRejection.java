package dev.sluice.wire.srt;

/**
 * A reject code as it stands on the wire, in the handshake-type field.
 *
 * @param code 1000 and above
 */
public record SrtRejection(int code) {}
