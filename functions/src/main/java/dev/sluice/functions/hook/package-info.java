/** Hooks of ingest servers: nginx-rtmp, SRS, MediaMTX, each in its own words. */
@NullMarked
package dev.sluice.functions.hook;

import org.jspecify.annotations.NullMarked;
