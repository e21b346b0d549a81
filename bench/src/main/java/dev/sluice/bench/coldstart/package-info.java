/** How long the functions take from nothing, from a snapshot, and when warm. */
@NullMarked
package dev.sluice.bench.coldstart;

import org.jspecify.annotations.NullMarked;
