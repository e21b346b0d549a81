package dev.sluice.functions.launch;

/**
 * What a task will have to do, for its size.
 *
 * @param targets pushes of the stream, switched off ones too, since they may be switched on while
 *     live
 * @param encrypted how many of them are RTMPS or SRT with a passphrase
 */
public record Workload(int targets, int encrypted) {}
