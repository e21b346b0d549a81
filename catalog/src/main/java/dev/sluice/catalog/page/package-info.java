/** Pages of lists. */
@NullMarked
package dev.sluice.catalog.page;

import org.jspecify.annotations.NullMarked;
