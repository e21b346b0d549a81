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
 */
public record VariantHeaders(
    @Nullable String videoCodec,
    @Nullable String audioCodec,
    @Nullable ByteBuffer videoHeader,
    @Nullable ByteBuffer audioHeader,
    Map<String, Object> metadata) {
  public VariantHeaders {
    metadata = Map.copyOf(metadata);
  }
}
