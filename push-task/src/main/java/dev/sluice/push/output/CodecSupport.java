package dev.sluice.push.output;

import dev.sluice.catalog.status.Reason;
import dev.sluice.push.variant.Container;
import dev.sluice.push.variant.VariantHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which codecs a container carries, and which of them a peer must have said it takes. */
public final class CodecSupport {
  private static final Set<String> FLV = Set.of("h264", "aac", "mp3");
  private static final Set<String> MPEGTS = Set.of("h264", "hevc", "aac", "mp3", "opus");

  /** Enhanced RTMP's names of what FLV carries only between peers that agree on it. */
  private static final Map<String, String> ENHANCED =
      Map.of("hevc", "hvc1", "av1", "av01", "opus", "Opus");

  private CodecSupport() {}

  /**
   * What stands against sending these headers.
   *
   * @param takesEnhanced whether the peer takes an enhanced codec, by its four characters
   * @return empty when nothing does
   */
  public static Optional<OutputFailure> problem(
      Container container, VariantHeaders headers, Predicate<String> takesEnhanced) {
    if (headers.problem() != null) {
      return Optional.of(unsupported(headers.problem()));
    }
    return problem(container, headers.videoCodec(), takesEnhanced)
        .or(() -> problem(container, headers.audioCodec(), takesEnhanced));
  }

  /**
   * What enhanced RTMP has to be agreed on for these codecs; empty when plain RTMP will do.
   *
   * @param codecs FFmpeg's short names; null where there is no such track
   */
  public static List<String> enhanced(@Nullable String... codecs) {
    return Arrays.stream(codecs)
        .filter(codec -> codec != null && ENHANCED.containsKey(codec))
        .map(ENHANCED::get)
        .toList();
  }

  private static Optional<OutputFailure> problem(
      Container container, @Nullable String codec, Predicate<String> takesEnhanced) {
    if (codec == null) {
      return Optional.empty();
    }
    if (container == Container.MPEGTS) {
      return MPEGTS.contains(codec)
          ? Optional.empty()
          : Optional.of(unsupported("SRT with MPEG-TS does not carry " + codec));
    }
    if (FLV.contains(codec)) {
      return Optional.empty();
    }
    String fourCc = ENHANCED.get(codec);
    if (fourCc == null) {
      return Optional.of(unsupported("RTMP does not carry " + codec));
    }
    return takesEnhanced.test(fourCc)
        ? Optional.empty()
        : Optional.of(
            unsupported(
                "the server did not say that it takes "
                    + codec
                    + "; if it does, set allowEnhanced on the target"));
  }

  private static OutputFailure unsupported(String detail) {
    return OutputFailure.of(Reason.CODEC_UNSUPPORTED, detail);
  }
}
