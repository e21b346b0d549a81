/** Child processes that end with the benchmark. */
@NullMarked
package dev.sluice.bench.process;

import org.jspecify.annotations.NullMarked;
