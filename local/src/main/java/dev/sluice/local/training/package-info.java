/** A rehearsal of a push task, for Java to keep what it took. */
@NullMarked
package dev.sluice.local.training;

import org.jspecify.annotations.NullMarked;
