package dev.sluice.wire.rtmp;

/**
 * What a peer said when it would not go on. Stream key and password are struck out of both texts.
 *
 * @param kind the reason
 * @param code the peer's status code, such as {@code NetStream.Publish.BadName}; empty when it gave
 *     none
 * @param description the peer's own words or ours, at most 300 characters; may be empty
 */
public record Refusal(RefusalKind kind, String code, String description) {}
