/** Starting and stopping the tasks of live sessions, each exactly once. */
@NullMarked
package dev.sluice.functions.launch;

import org.jspecify.annotations.NullMarked;
