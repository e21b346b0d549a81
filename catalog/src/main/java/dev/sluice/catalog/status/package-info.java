/** Status: what a task observes of a push, and the reasons a person reads. */
@NullMarked
package dev.sluice.catalog.status;

import org.jspecify.annotations.NullMarked;
