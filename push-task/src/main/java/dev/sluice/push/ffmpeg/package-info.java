/** Thin owners of FFmpeg's native objects, and the FFmpeg programs that come with them. */
@NullMarked
package dev.sluice.push.ffmpeg;

import org.jspecify.annotations.NullMarked;
