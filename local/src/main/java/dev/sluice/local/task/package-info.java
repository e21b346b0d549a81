/** What ECS does in AWS: push tasks as child processes. */
@NullMarked
package dev.sluice.local.task;

import org.jspecify.annotations.NullMarked;
