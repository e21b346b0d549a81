package dev.sluice.push.variant;

import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a target must know before the first unit.
 *
 * @param videoCodec FFmpeg's short name ({@code h264}, {@code hevc}, {@code av1}), or null without
 *     video
 * @param audioCodec FFmpeg's short name ({@code aac}, {@code mp3}, {@code opus}), or null without
 *     sound
 * @param videoHeader read-only body of the FLV tag with the video sequence header; null for MPEG-TS
 *     and where the codec has none
 * @param audioHeader read-only body of the FLV tag with the audio sequence header; null likewise
 * @param metadata onMetaData's properties (numbers, booleans, texts), empty for MPEG-TS
 * @param problem why no unit will follow, for a person; null when all is well
 */
public record VariantHeaders(
    @Nullable String videoCodec,
    @Nullable String audioCodec,
    @Nullable ByteBuffer videoHeader,
    @Nullable ByteBuffer audioHeader,
    Map<String, Object> metadata,
    @Nullable String problem) {
  public VariantHeaders {
    metadata = Map.copyOf(metadata);
  }

  /** Headers of what can be muxed. */
  public VariantHeaders(
      @Nullable String videoCodec,
      @Nullable String audioCodec,
      @Nullable ByteBuffer videoHeader,
      @Nullable ByteBuffer audioHeader,
      Map<String, Object> metadata) {
    this(videoCodec, audioCodec, videoHeader, audioHeader, metadata, null);
  }

  /** In place of headers, where the tracks cannot be muxed. */
  public static VariantHeaders none(String problem) {
    return new VariantHeaders(null, null, null, null, Map.of(), problem);
  }
}
