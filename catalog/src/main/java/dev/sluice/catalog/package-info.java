/** The domain: accounts, streams, targets, pushes, sessions, leases and status. */
@NullMarked
package dev.sluice.catalog;

import org.jspecify.annotations.NullMarked;
