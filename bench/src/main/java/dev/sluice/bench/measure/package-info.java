/** What the kernel says of a process, and what to make of several rounds. */
@NullMarked
package dev.sluice.bench.measure;

import org.jspecify.annotations.NullMarked;
