package dev.sluice.push.variant;

import dev.sluice.push.ffmpeg.TrackFormat;
import org.jspecify.annotations.Nullable;

/**
 * How pictures and sound are coded, at a source or in a variant.
 *
 * @param video null without pictures
 * @param audio null without sound
 */
public record Tracks(@Nullable TrackFormat video, @Nullable TrackFormat audio) {
  /** Whether a decoder set up for the one can go on with the other. */
  boolean decodesAs(Tracks other) {
    return same(video, other.video) && audioDecodesAs(other);
  }

  boolean audioDecodesAs(Tracks other) {
    return same(audio, other.audio);
  }

  /** Only those tracks that the container can carry. */
  Tracks carriedBy(Container container) {
    return new Tracks(carried(video, container), carried(audio, container));
  }

  private static @Nullable TrackFormat carried(@Nullable TrackFormat format, Container container) {
    return format != null && Carriage.carries(container, format) ? format : null;
  }

  private static boolean same(@Nullable TrackFormat one, @Nullable TrackFormat other) {
    return one == null ? other == null : other != null && one.decodesAs(other);
  }
}
