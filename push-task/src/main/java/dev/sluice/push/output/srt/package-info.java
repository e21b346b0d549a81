/** SRT: shared MPEG-TS packets by a sender of our own, all targets on the engine's loop. */
@NullMarked
package dev.sluice.push.output.srt;

import org.jspecify.annotations.NullMarked;
