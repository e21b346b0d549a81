/** The fan-out benchmark: contenders side by side, in turns, round by round. */
@NullMarked
package dev.sluice.bench.fanout;

import org.jspecify.annotations.NullMarked;
