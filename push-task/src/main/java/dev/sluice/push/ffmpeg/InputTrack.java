package dev.sluice.push.ffmpeg;

/**
 * One stream of an input.
 *
 * @param index the stream's number in the input, as its packets bear it
 * @param timeBaseNumerator seconds of one unit of its timestamps, upper part
 * @param timeBaseDenominator lower part
 */
public record InputTrack(
    int index, TrackFormat format, int timeBaseNumerator, int timeBaseDenominator) {}
