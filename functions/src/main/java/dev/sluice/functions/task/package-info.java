/** The consumer of task state changes: a task that died while its session lives is replaced. */
@NullMarked
package dev.sluice.functions.task;

import org.jspecify.annotations.NullMarked;
