/** The process around the engine: lease, configuration, status, end. */
@NullMarked
package dev.sluice.push.task;

import org.jspecify.annotations.NullMarked;
