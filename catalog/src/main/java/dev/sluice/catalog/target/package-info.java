/** Targets: destinations that a stream may be pushed to. */
@NullMarked
package dev.sluice.catalog.target;

import org.jspecify.annotations.NullMarked;
