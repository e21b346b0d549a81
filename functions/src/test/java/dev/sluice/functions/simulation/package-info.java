/** The consumers of events in simulated time, with the limits that AWS has. */
@NullMarked
package dev.sluice.functions.simulation;

import org.jspecify.annotations.NullMarked;
