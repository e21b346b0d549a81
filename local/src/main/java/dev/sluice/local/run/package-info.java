/** The local run whole: table, functions, queue, tasks, ingest. */
@NullMarked
package dev.sluice.local.run;

import org.jspecify.annotations.NullMarked;
