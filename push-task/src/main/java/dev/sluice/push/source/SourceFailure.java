package dev.sluice.push.source;

import dev.sluice.catalog.status.Reason;

/**
 * Why there is no source, as it is told to a person.
 *
 * @param message without any secret
 */
record SourceFailure(Reason reason, String message) {}
