package dev.sluice.local.task;

import dev.sluice.catalog.launch.Launch;

/**
 * A task's process has ended.
 *
 * @param exitCode its exit status; 128 and the signal's number when a signal ended it, as ECS has
 *     it
 */
public record TaskEnd(Launch launch, String taskRef, int exitCode) {}
