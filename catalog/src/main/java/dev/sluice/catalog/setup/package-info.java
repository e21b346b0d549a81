/** What is done once, right after a deploy, by whoever did it. */
@NullMarked
package dev.sluice.catalog.setup;

import org.jspecify.annotations.NullMarked;
