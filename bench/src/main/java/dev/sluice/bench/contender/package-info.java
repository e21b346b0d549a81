/** Whoever fans the source out: Sluice's task, ffmpeg's tee, nginx-rtmp's push. */
@NullMarked
package dev.sluice.bench.contender;

import org.jspecify.annotations.NullMarked;
