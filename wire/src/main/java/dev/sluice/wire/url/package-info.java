/** Destination URLs: what a user types, taken apart into what a protocol needs, byte for byte. */
@NullMarked
package dev.sluice.wire.url;

import org.jspecify.annotations.NullMarked;
