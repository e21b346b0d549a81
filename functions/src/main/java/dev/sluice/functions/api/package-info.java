/** The native API: operations on the catalog, and how its objects look as JSON. */
@NullMarked
package dev.sluice.functions.api;

import org.jspecify.annotations.NullMarked;
