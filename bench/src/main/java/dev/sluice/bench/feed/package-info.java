/**
 * The live source that every contender pulls: a clip, sent in its own time by an RTMP server of
 * this process.
 */
@NullMarked
package dev.sluice.bench.feed;

import org.jspecify.annotations.NullMarked;
