/** Streams: what a broadcaster publishes. */
@NullMarked
package dev.sluice.catalog.stream;

import org.jspecify.annotations.NullMarked;
