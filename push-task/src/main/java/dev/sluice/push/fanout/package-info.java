/** The shared bytes: one ring per variant, one cursor per target. */
@NullMarked
package dev.sluice.push.fanout;

import org.jspecify.annotations.NullMarked;
