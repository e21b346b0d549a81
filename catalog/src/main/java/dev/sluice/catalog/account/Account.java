package dev.sluice.catalog.account;

import java.time.Instant;

/**
 * The tenant: every stream and target belongs to one.
 *
 * @param salt base64 of 32 random bytes, the key of this account's secret fingerprints
 */
public record Account(String id, String name, String salt, Instant createdAt) {}
