/**
 * Variants: the source muxed once per container, profile and sound, for all targets that want it
 * so.
 */
@NullMarked
package dev.sluice.push.variant;

import org.jspecify.annotations.NullMarked;
