/** Addresses of this machine. */
@NullMarked
package dev.sluice.local.net;

import org.jspecify.annotations.NullMarked;
