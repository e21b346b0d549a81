/** SRT: shared MPEG-TS packets through FFmpeg's caller, one thread per target. */
@NullMarked
package dev.sluice.push.output.srt;

import org.jspecify.annotations.NullMarked;
