/** The demo: one command from nothing to a live fan-out that proves itself. */
@NullMarked
package dev.sluice.local.demo;

import org.jspecify.annotations.NullMarked;
