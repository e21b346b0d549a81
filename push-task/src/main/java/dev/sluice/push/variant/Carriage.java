package dev.sluice.push.variant;

import dev.sluice.push.ffmpeg.TrackFormat;
import java.util.Map;
import java.util.Set;

/** Which codecs a container carries to a target. */
final class Carriage {
  private static final Map<Container, Set<String>> CODECS =
      Map.of(
          Container.FLV, Set.of("h264", "hevc", "av1", "aac", "mp3", "opus"),
          Container.MPEGTS, Set.of("h264", "hevc", "aac", "mp3", "opus"));

  private Carriage() {}

  static boolean carries(Container container, TrackFormat format) {
    return CODECS.getOrDefault(container, Set.of()).contains(format.codec());
  }
}
