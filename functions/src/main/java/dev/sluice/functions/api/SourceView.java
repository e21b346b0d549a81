package dev.sluice.functions.api;

import dev.sluice.catalog.session.SourceInfo;
import org.jspecify.annotations.Nullable;

/** What the push task found in a source; each field null where there is no such track. */
record SourceView(
    @Nullable String videoCodec,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Double frameRate,
    @Nullable Long bitrateBps,
    @Nullable Long gopMillis,
    @Nullable String audioCodec,
    @Nullable Integer sampleRate,
    @Nullable Integer channels) {
  static @Nullable SourceView of(@Nullable SourceInfo source) {
    return source == null
        ? null
        : new SourceView(
            source.videoCodec(),
            source.width(),
            source.height(),
            source.frameRate(),
            source.bitrateBps(),
            source.gopMillis(),
            source.audioCodec(),
            source.sampleRate(),
            source.channels());
  }
}
