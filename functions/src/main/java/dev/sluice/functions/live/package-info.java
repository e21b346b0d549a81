/** The consumer of stream events: a stream that goes live gets its task. */
@NullMarked
package dev.sluice.functions.live;

import org.jspecify.annotations.NullMarked;
