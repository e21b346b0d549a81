/** The push task for a long time, with targets that come, go and misbehave. */
@NullMarked
package dev.sluice.bench.soak;

import org.jspecify.annotations.NullMarked;
