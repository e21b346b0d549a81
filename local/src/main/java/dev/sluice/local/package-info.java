/** The functions and the task on one machine. */
@NullMarked
package dev.sluice.local;

import org.jspecify.annotations.NullMarked;
