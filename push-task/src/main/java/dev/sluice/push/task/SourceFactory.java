package dev.sluice.push.task;

import dev.sluice.catalog.secret.Secret;
import dev.sluice.push.source.Source;
import dev.sluice.push.source.SourceListener;

/** Makes the source of a session, not yet started. */
@FunctionalInterface
interface SourceFactory {
  Source create(Secret url, SourceListener listener);
}
