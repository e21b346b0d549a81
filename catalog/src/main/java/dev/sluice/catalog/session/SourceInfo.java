package dev.sluice.catalog.session;

import org.jspecify.annotations.Nullable;

/**
 * What the task found in the source. Every field is null where the source has no such track or it
 * is not known.
 *
 * @param videoCodec FFmpeg's short name, for example {@code h264}
 * @param frameRate frames per second
 * @param bitrateBps bits per second of the whole source, measured
 * @param gopMillis milliseconds between the last two key frames
 * @param sampleRate Hz
 */
public record SourceInfo(
    @Nullable String videoCodec,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Double frameRate,
    @Nullable Long bitrateBps,
    @Nullable Long gopMillis,
    @Nullable String audioCodec,
    @Nullable Integer sampleRate,
    @Nullable Integer channels) {}
