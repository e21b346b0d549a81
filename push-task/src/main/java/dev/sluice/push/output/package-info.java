/** Outputs: one folder per protocol behind one interface. */
@NullMarked
package dev.sluice.push.output;

import org.jspecify.annotations.NullMarked;
