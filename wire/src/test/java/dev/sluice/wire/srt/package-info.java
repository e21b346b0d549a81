@NullMarked
package dev.sluice.wire.srt;

import org.jspecify.annotations.NullMarked;
