/** A local run for tests, and the peers around it. */
@NullMarked
package dev.sluice.local.testing;

import org.jspecify.annotations.NullMarked;
