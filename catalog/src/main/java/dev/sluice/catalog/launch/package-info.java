/** Launches: which attempt at which session's task was started, with which frozen parameters. */
@NullMarked
package dev.sluice.catalog.launch;

import org.jspecify.annotations.NullMarked;
