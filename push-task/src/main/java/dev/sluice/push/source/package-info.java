/** The source: opened, read, probed, lost and found again through FFmpeg's low-level API. */
@NullMarked
package dev.sluice.push.source;

import org.jspecify.annotations.NullMarked;
