/** The schedule that finds what events missed. */
@NullMarked
package dev.sluice.functions.reconcile;

import org.jspecify.annotations.NullMarked;
