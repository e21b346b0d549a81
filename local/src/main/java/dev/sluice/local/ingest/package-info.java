/**
 * A small RTMP ingest on loopback for the local run alone: publishers in, the push tasks' players
 * out.
 */
@NullMarked
package dev.sluice.local.ingest;

import org.jspecify.annotations.NullMarked;
