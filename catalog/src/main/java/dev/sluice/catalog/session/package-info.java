/** Sessions: periods of a stream being live, their leases and their ends. */
@NullMarked
package dev.sluice.catalog.session;

import org.jspecify.annotations.NullMarked;
