/** Pushes: a stream's lines to its targets. */
@NullMarked
package dev.sluice.catalog.push;

import org.jspecify.annotations.NullMarked;
