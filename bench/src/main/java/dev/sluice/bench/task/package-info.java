/** The push task as the local run starts it, with a table of its own to be steered by. */
@NullMarked
package dev.sluice.bench.task;

import org.jspecify.annotations.NullMarked;
