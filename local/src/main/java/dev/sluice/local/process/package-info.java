/** Child processes, and the certainty that none outlives the local run. */
@NullMarked
package dev.sluice.local.process;

import org.jspecify.annotations.NullMarked;
