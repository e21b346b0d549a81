/** The push task: one source, fanned out to every enabled target. */
@NullMarked
package dev.sluice.push;

import org.jspecify.annotations.NullMarked;
