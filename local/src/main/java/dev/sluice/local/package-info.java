/** The same functions and the same task on one machine, by one command. */
@NullMarked
package dev.sluice.local;

import org.jspecify.annotations.NullMarked;
