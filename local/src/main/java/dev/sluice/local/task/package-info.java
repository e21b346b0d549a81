/** What ECS does in AWS: push tasks, each a process of its own. */
@NullMarked
package dev.sluice.local.task;

import org.jspecify.annotations.NullMarked;
