/** The caller's side of the SRT handshake, to learn why a peer refuses. */
@NullMarked
package dev.sluice.wire.srt;

import org.jspecify.annotations.NullMarked;
