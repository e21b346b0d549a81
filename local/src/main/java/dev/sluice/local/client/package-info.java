/** The native API as a client calls it. */
@NullMarked
package dev.sluice.local.client;

import org.jspecify.annotations.NullMarked;
